import type { AllocationProblem } from './allocation-problem';
import { type Columns, hasOpenings, rowsOf } from './allocation-program';

/** Configurations, and steps of one of them, that one round of prices adds. */
const MOST_ADDED = 150;
const MOST_STEPS = 2;

export interface Prices {
  /** No allocation (less `unplaced` for each demonstration left over) is worth more. */
  bound: number;
  /** Adds the counts that are worth more than they cost at these prices; false when there are none. */
  extend(columns: Columns): boolean;
  /** Every count that an allocation worth at least `reached` may use, beside those in `columns`; null when more than `most`. */
  survivors(reached: number, columns: Columns, most: number): Columns | null;
}

/**
 * Prices per demonstration and per opening from the duals of the rows of `rowsOf`, and the bound they prove: what the
 * limits cost in all, plus for each configuration the most it is worth beyond its price. Any duals give a true bound
 * (Lagrangian relaxation, Geoffrion 1974); the better they are the tighter. O(N) with the worth of few counts each.
 */
export function allocationPrices(problem: AllocationProblem, duals: readonly number[], unplaced: number): Prices {
  const { levels, caps, shares = [], minimum, maximum, total, fill, budgets, worth } = problem;
  const width = caps.length;
  const size = maximum.length;
  const { capRows, shareRows, totalRow, budgetRows } = rowsOf(problem);
  const openings = hasOpenings(problem);
  const atLeastZero = (row: number) => Math.max(0, duals[row] ?? 0);
  const perPlaced = duals[totalRow] ?? 0;

  const unit = new Float64Array(size).fill(perPlaced);
  const opening = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let f = 0; f < width; f++) {
      const cap = capRows[f].get(levels[i * width + f]);
      const share = shareRows[f].get(levels[i * width + f]);
      if (cap !== undefined) unit[i] += atLeastZero(cap);
      if (share !== undefined) unit[i] += 100 * atLeastZero(share);
    }
    for (const [b, { cost, setup }] of budgets.entries()) {
      unit[i] += atLeastZero(budgetRows[b]) * cost[i];
      opening[i] += atLeastZero(budgetRows[b]) * setup[i];
    }
  }
  const lowest = (i: number) => (openings ? Math.max(1, minimum[i]) : 1);
  const highest = (i: number) => Math.min(maximum[i], total ?? maximum[i]);
  const surplus = (i: number, n: number) => worth(i, n) - n * unit[i] - opening[i];
  /** The best count by its price: worth is concave, so the marginal worth falls through the price once. */
  const bestCount = (i: number) => {
    let [low, high] = [lowest(i), highest(i)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (worth(i, middle + 1) - worth(i, middle) > unit[i]) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  let bound = 0;
  for (const [f, rows] of capRows.entries())
    for (const [l, row] of rows) bound += atLeastZero(row) * (caps[f]?.[l] ?? 0);
  for (const [b, { limit }] of budgets.entries()) bound += atLeastZero(budgetRows[b]) * limit;
  let earned = perPlaced;
  for (const [f, rows] of shareRows.entries())
    for (const row of rows.values()) earned += (shares[f] ?? 0) * atLeastZero(row);
  const room = () => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += Math.max(0, maximum[i]);
    return sum;
  };
  if (fill === 'exact' && total !== null) bound += Math.max(earned, -unplaced) * total;
  else bound += Math.max(0, earned) * (total ?? room());
  const best = new Int32Array(size);
  const hope = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (highest(i) < lowest(i)) continue;
    best[i] = bestCount(i);
    hope[i] = Math.max(0, surplus(i, best[i]));
    bound += hope[i];
  }

  return {
    bound,
    extend(columns) {
      const missing: number[] = [];
      for (let i = 0; i < size; i++) {
        const known = columns.get(i);
        if (hope[i] > 1e-9 && !(known && known.least <= best[i] && known.most >= best[i])) missing.push(i);
      }
      // Early prices are poor and make nearly everything look worth it: what they praise most is enough for the next ones.
      missing.sort((a, b) => hope[b] - hope[a] || a - b);
      for (const i of missing.slice(0, MOST_ADDED)) {
        const known = columns.get(i);
        if (openings) {
          columns.set(i, {
            least: Math.min(known?.least ?? best[i], best[i]),
            most: Math.max(known?.most ?? best[i], best[i]),
          });
        } else columns.set(i, { least: 1, most: Math.min(best[i], (known?.most ?? 0) + MOST_STEPS) });
      }
      return missing.length > 0;
    },
    survivors(reached, columns, most) {
      const spare = bound - reached + 1e-9 * Math.max(1, Math.abs(bound));
      const kept: Columns = new Map();
      let count = 0;
      for (let i = 0; i < size; i++) {
        if (highest(i) < lowest(i)) continue;
        const stays = (n: number) => hope[i] - surplus(i, n) <= spare;
        const known = columns.get(i);
        let [least, last] = [known?.least ?? best[i], known?.most ?? best[i]];
        if (!known && !stays(best[i])) continue;
        while (last < highest(i) && stays(last + 1)) last++;
        while (least > lowest(i) && stays(least - 1)) least--;
        kept.set(i, { least: openings ? least : 1, most: last });
        count += last - (openings ? least : 1) + 1;
        if (count > most) return null;
      }
      return kept;
    },
  };
}
