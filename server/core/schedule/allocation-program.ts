import type { AllocationProblem } from './allocation-problem';
import { createProgram, type SolvedProgram } from './integer-program';

/** The counts of each configuration that a program may use: none, or any from `least` to `most`. */
export type Columns = Map<number, { least: number; most: number }>;

/** Whether opening a configuration has a minimum or a price of its own, so that its counts are not independent steps. */
export function hasOpenings({ minimum, budgets }: AllocationProblem): boolean {
  return (
    Array.from(minimum).some((least) => least > 1) ||
    budgets.some(({ setup }) => Array.from(setup).some((cost) => cost > 0))
  );
}

/** The rows of an allocation program in order: capped levels, shares of levels, the total, budgets. */
export function rowsOf({ levels, caps, shares = [], budgets, maximum }: AllocationProblem) {
  const width = caps.length;
  const present = caps.map((_, f) => {
    const seen = new Set<number>();
    for (let i = 0; i < maximum.length; i++) if (maximum[i] > 0) seen.add(levels[i * width + f]);
    return [...seen].sort((a, b) => a - b);
  });
  let next = 0;
  const capRows = caps.map((cap, f) => {
    const limited = cap === null ? [] : present[f].filter((l) => Number.isFinite(cap[l]));
    return new Map(limited.map((l) => [l, next++]));
  });
  const shareRows = caps.map((_, f) => {
    const share = shares[f];
    return new Map(share === null || share === undefined ? [] : present[f].map((l) => [l, next++]));
  });
  const totalRow = next++;
  const budgetRows = budgets.map(() => next++);
  return { capRows, shareRows, totalRow, budgetRows, count: next };
}

/**
 * An allocation as a program over the given counts. Where counts are independent steps each is a column of its own and
 * they fill in order because worth is concave; else one column per configuration and count, at most one of which is
 * taken, which is as tight as one configuration allows. `read` gives the counts of a solution; null when there is none.
 */
export function allocationProgram(problem: AllocationProblem, columns: Columns, unplaced: number, whole: boolean) {
  const { levels, caps, shares = [], budgets, total, fill, worth, maximum } = problem;
  const width = caps.length;
  const { capRows, shareRows, totalRow, budgetRows } = rowsOf(problem);
  const { row, column, build } = createProgram();
  const openings = hasOpenings(problem);
  for (const [f, rows] of capRows.entries())
    for (const l of rows.keys()) row(Number.NEGATIVE_INFINITY, caps[f]?.[l] ?? 0);
  for (const rows of shareRows) for (const _ of rows) row(Number.NEGATIVE_INFINITY, 0);
  row(0, 0);
  for (const { limit } of budgets) row(Number.NEGATIVE_INFINITY, limit);

  const perUnit = (i: number, count: number): [number, number][] => {
    const entries: [number, number][] = [[totalRow, count]];
    for (let f = 0; f < width; f++) {
      const cap = capRows[f].get(levels[i * width + f]);
      const share = shareRows[f].get(levels[i * width + f]);
      if (cap !== undefined) entries.push([cap, count]);
      if (share !== undefined) entries.push([share, 100 * count]);
    }
    return entries;
  };
  const owners: { i: number; count: number }[] = [];
  for (const [i, { least, most }] of columns) {
    const one = openings ? row(Number.NEGATIVE_INFINITY, 1) : -1;
    for (let n = least; n <= most; n++) {
      const count = openings ? n : 1;
      const gain = openings ? worth(i, n) : worth(i, n) - worth(i, n - 1);
      const entries = perUnit(i, count);
      for (const [b, { cost, setup }] of budgets.entries())
        entries.push([budgetRows[b], count * cost[i] + (openings ? setup[i] : 0)]);
      if (openings) entries.push([one, 1]);
      column(gain, 1, whole, entries);
      owners.push({ i, count });
    }
  }
  const ofShares: [number, number][] = shareRows.flatMap((rows, f) =>
    [...rows.values()].map((at): [number, number] => [at, -(shares[f] ?? 0)]),
  );
  const placed: [number, number][] = [[totalRow, -1], ...ofShares];
  const most = total ?? maximumTotal(maximum);
  if (fill === 'exact' && total !== null) {
    // What is placed and what is left over together are the total, so that the best over short ones is found too.
    const everything = row(total, total);
    column(0, most, false, [...placed, [everything, 1]]);
    column(-unplaced, total, false, [[everything, 1]]);
  } else column(0, most, false, placed);

  const read = ({ x }: SolvedProgram): Int32Array | null => {
    if (!x) return null;
    const counts = new Int32Array(maximum.length);
    for (const [at, { i, count }] of owners.entries()) if (x[at] > 0.5) counts[i] += count;
    return counts;
  };
  return { program: build(), read };
}

function maximumTotal(maximum: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < maximum.length; i++) sum += Math.max(0, maximum[i]);
  return sum;
}
