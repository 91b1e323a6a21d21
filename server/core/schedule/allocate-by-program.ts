import { allocateGreedily } from './allocate-greedily';
import { allocationPrices, type Prices } from './allocation-prices';
import { type Allocation, type AllocationProblem, allocationOf } from './allocation-problem';
import { allocationProgram, type Columns } from './allocation-program';
import type { IntegerSolver, SolvedProgram } from './integer-program';

/** Branch-and-bound nodes of one solve. */
const NODES = 5000;
/** Pairs of configuration and count that are given to the solver whole, without leaving any out first. */
const WHOLE = 4000;
/** Most of them in an integer program; where more could still matter the gap says so. */
const MOST_COLUMNS = 20_000;
const ROUNDS = 60;

/**
 * Counts under any caps, minimums, set-up costs and budgets as an integer program. A large pool is reduced first: the
 * linear relaxation is solved by adding what its prices ask for (column generation), its prices bound every allocation
 * (Lagrange), and a count that even so cannot reach the best allocation known is left out, which loses nothing.
 */
export function allocateByProgram(problem: AllocationProblem, solver: IntegerSolver): Allocation {
  const size = problem.maximum.length;
  const { shares = [] } = problem;
  const start = allocateGreedily(problem);
  const unplaced = penaltyOf(problem);
  const objective = (counts: Int32Array) => {
    let placed = 0;
    let value = 0;
    for (let i = 0; i < size; i++) {
      if (counts[i] === 0) continue;
      placed += counts[i];
      value += problem.worth(i, counts[i]);
    }
    return problem.fill === 'exact' && problem.total !== null ? value - unplaced * (problem.total - placed) : value;
  };
  const solve = (columns: Columns, whole: boolean) => {
    const { program, read } = allocationProgram(problem, columns, unplaced, whole);
    return { read, solved: solver(program, NODES) };
  };
  // A greedy start does not look at shares of what is placed.
  let best = shares.some((share) => share !== null) ? new Int32Array(size) : start;
  const offer = (counts: Int32Array | null) => {
    if (counts && objective(counts) > objective(best)) best = counts;
  };
  const finished = (bound: number, limited: boolean) => {
    const placed = best.reduce((sum, count) => sum + count, 0);
    const short = problem.fill === 'exact' && problem.total !== null ? problem.total - placed : 0;
    return allocationOf(problem, best, bound + unplaced * short, 'integer program', limited);
  };

  const all = everyCount(problem);
  if (all) {
    const { read, solved } = solve(all, true);
    offer(read(solved));
    return finished(boundOf(solved), solved.status === 'limit');
  }

  const { columns, prices } = relaxed(problem, start, unplaced, solve);
  if (objective(best) >= prices.bound - 1e-9) return finished(objective(best), false);
  const first = solve(columns, true);
  offer(first.read(first.solved));
  const kept = prices.survivors(objective(best), columns, MOST_COLUMNS);
  if (!kept) return finished(prices.bound, first.solved.status === 'limit' || prices.bound > objective(best) + 1e-9);
  // What cannot be left out may be what was solved already.
  const { read, solved } = isWithin(kept, columns) ? first : solve(kept, true);
  offer(read(solved));
  return finished(Math.min(prices.bound, Math.max(boundOf(solved), objective(best))), solved.status === 'limit');
}

const boundOf = ({ bound }: SolvedProgram) => bound ?? Number.POSITIVE_INFINITY;

/** Whether `columns` hold every count of `kept`. */
function isWithin(kept: Columns, columns: Columns): boolean {
  return [...kept].every(([i, { least, most }]) => {
    const known = columns.get(i);
    return known !== undefined && known.least <= least && known.most >= most;
  });
}

/** More than any allocation of the total is worth, so that placing one more always comes first. */
function penaltyOf(problem: AllocationProblem): number {
  const free = {
    ...problem,
    caps: problem.caps.map(() => null),
    shares: [],
    budgets: [],
    minimum: new Int32Array(problem.maximum.length),
  };
  const counts = allocateGreedily(free);
  let value = 1;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) value += problem.worth(i, counts[i]);
  return value;
}

/** All counts of all configurations; null when they are too many. */
function everyCount({ minimum, maximum, total }: AllocationProblem): Columns | null {
  const columns: Columns = new Map();
  let count = 0;
  for (let i = 0; i < maximum.length; i++) {
    const least = Math.max(1, minimum[i]);
    const most = Math.min(maximum[i], total ?? maximum[i]);
    if (most < least) continue;
    count += most - least + 1;
    if (count > WHOLE) return null;
    columns.set(i, { least, most });
  }
  return columns;
}

/** The linear relaxation over the whole pool: the counts its optimum uses, and its prices. */
function relaxed(
  problem: AllocationProblem,
  start: Int32Array,
  unplaced: number,
  solve: (columns: Columns, whole: boolean) => { solved: SolvedProgram },
): { columns: Columns; prices: Prices } {
  const columns: Columns = new Map();
  start.forEach((count, i) => {
    if (count > 0) columns.set(i, { least: Math.max(1, problem.minimum[i]), most: count });
  });
  let best: Prices | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const { solved } = solve(columns, false);
    const prices = allocationPrices(problem, solved.rowDuals ?? [], unplaced);
    if (!best || prices.bound < best.bound) best = prices;
    if (!prices.extend(columns)) break;
  }
  return { columns, prices: best ?? allocationPrices(problem, [], unplaced) };
}
