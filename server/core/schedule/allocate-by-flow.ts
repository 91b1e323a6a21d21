import { indexHeap } from '../acquisition/heap';
import type { AllocationProblem } from './allocation-problem';

/** The demonstrations of one pair of levels in the order they are worth taking. */
interface Pair {
  row: number;
  column: number;
  taken: number;
  /** Marginal worth of the demonstration at place `at`; −∞ behind the last. */
  gain(at: number): number;
  /** Its configuration; only for places already looked at. */
  owner(at: number): number;
}

/**
 * Counts worth most under the caps of exactly two factors: minimum-cost flow from the levels of one to the levels of the
 * other by successive best paths (Bellman–Ford), with one arc per demonstration of a pair of levels; worth is concave, so
 * the arcs of a pair fill in order. Optimal for every total on the way. O(placed · levels · pairs) at worst.
 */
export function allocateByFlow(problem: AllocationProblem): Int32Array {
  const { caps, maximum, total, fill } = problem;
  const [f, g] = [...caps.keys()].filter((factor) => caps[factor] !== null);
  const rowSlack = Float64Array.from(caps[f] ?? []);
  const columnSlack = Float64Array.from(caps[g] ?? []);
  const rows = rowSlack.length;
  const pairs = pairsOf(problem, f, g);
  const gainTo = new Float64Array(rows + columnSlack.length);
  const arrivedBy = new Int32Array(gainTo.length);

  const spread = () => {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [p, pair] of pairs.entries()) {
        const [from, to] = [pair.row, rows + pair.column];
        const ahead = gainTo[from] + pair.gain(pair.taken);
        if (ahead > gainTo[to] + 1e-12) {
          [gainTo[to], arrivedBy[to], changed] = [ahead, p, true];
        }
        const back = pair.taken === 0 ? Number.NEGATIVE_INFINITY : gainTo[to] - pair.gain(pair.taken - 1);
        if (back > gainTo[from] + 1e-12) {
          [gainTo[from], arrivedBy[from], changed] = [back, p, true];
        }
      }
    }
  };

  for (let left = total ?? Number.POSITIVE_INFINITY; left > 0; left--) {
    for (let node = 0; node < gainTo.length; node++)
      gainTo[node] = node < rows && rowSlack[node] >= 1 ? 0 : Number.NEGATIVE_INFINITY;
    arrivedBy.fill(-1);
    spread();
    let end = -1;
    for (let c = 0; c < columnSlack.length; c++) {
      const better = gainTo[rows + c] > (end < 0 ? Number.NEGATIVE_INFINITY : gainTo[end]);
      if (columnSlack[c] >= 1 && better) end = rows + c;
    }
    if (end < 0 || ((fill === 'upTo' || total === null) && gainTo[end] <= 0)) break;
    columnSlack[end - rows]--;
    let node = end;
    while (arrivedBy[node] >= 0) {
      const pair = pairs[arrivedBy[node]];
      pair.taken += node >= rows ? 1 : -1;
      node = node >= rows ? pair.row : rows + pair.column;
    }
    rowSlack[node]--;
  }
  const counts = new Int32Array(maximum.length);
  for (const { taken, owner } of pairs) for (let at = 0; at < taken; at++) counts[owner(at)]++;
  return counts;
}

function pairsOf({ levels, caps, maximum, worth }: AllocationProblem, f: number, g: number): Pair[] {
  const width = caps.length;
  const members = new Map<string, number[]>();
  for (let i = 0; i < maximum.length; i++) {
    if (maximum[i] <= 0) continue;
    const key = `${levels[i * width + f]}/${levels[i * width + g]}`;
    const list = members.get(key);
    if (list) list.push(i);
    else members.set(key, [i]);
  }
  const counted = new Int32Array(maximum.length);
  const keys = Float64Array.from({ length: maximum.length }, (_, i) => worth(i, 1));
  return [...members.values()].map((list) => {
    const heap = indexHeap(keys, Int32Array.from(list));
    const owners: number[] = [];
    const gains: number[] = [];
    return {
      row: levels[list[0] * width + f],
      column: levels[list[0] * width + g],
      taken: 0,
      owner: (at) => owners[at],
      gain(at) {
        while (gains.length <= at && heap.size() > 0) {
          const i = heap.top();
          owners.push(i);
          gains.push(heap.key(i));
          if (++counted[i] < maximum[i]) heap.rekeyTop(worth(i, counted[i] + 1) - worth(i, counted[i]));
          else heap.pop();
        }
        return gains[at] ?? Number.NEGATIVE_INFINITY;
      },
    };
  });
}
