import { WINDOW } from './order';
import { changeoverCost, orderStops } from './route';

/** Work that may be done now: so many demonstrations of one set-up. */
export interface RunWork {
  id: number;
  /** Level of the configuration on every factor. */
  levels: readonly number[];
  /** Demonstrations that are left to do. */
  left: number;
  /** Lower tiers are done first, whatever the others are worth. */
  tier: number;
}

/** What a run may take and what things cost. Minutes are estimates of the program. */
export interface RunTerms {
  /** Levels that stand on the table; null when that is not known and setting up costs nothing. */
  setup: readonly number[] | null;
  minutes: number;
  demonstrations: number;
  minutesPerDemonstration: number;
  /** Per level that is swapped. */
  minutesPerChangeover: number;
  /** Relative cost of changing each factor, for the order. */
  weights: readonly number[];
}

/** A piece of work in a run: how many demonstrations, and the levels swapped before it. */
export interface RunLine<Work extends RunWork> {
  work: Work;
  demonstrations: number;
  swapped: number;
}

/**
 * What fits into a run, in the order it is done. Work is taken in the order given (first is worth most) tier by tier and,
 * inside a tier, in windows; inside a window the order is that of fewest weighted changeovers. Only the last piece may be
 * cut. The minutes and demonstrations of the lines never exceed the terms. O(n·w²) and one exact route a window.
 */
export function fillRun<Work extends RunWork>(candidates: readonly Work[], terms: RunTerms): RunLine<Work>[] {
  const lines: RunLine<Work>[] = [];
  let { setup, minutes, demonstrations } = terms;
  for (const window of windowsOf(candidates)) {
    const { chosen, refused } = chooseWithin(window, { ...terms, setup, minutes, demonstrations });
    for (const work of chosen) take(work, work.left);
    if (refused.length === 0) continue;
    const [cut] = refused;
    const swapped = swappedLevels(setup, cut.levels);
    const spare = minutes - swapped * terms.minutesPerChangeover;
    const fits = Math.min(demonstrations, wholeOf(spare, terms.minutesPerDemonstration), cut.left);
    if (fits >= 1) take(cut, fits);
    break;
  }
  return lines;

  function take(work: Work, count: number) {
    const swapped = swappedLevels(setup, work.levels);
    lines.push({ work, demonstrations: count, swapped });
    minutes -= swapped * terms.minutesPerChangeover + count * terms.minutesPerDemonstration;
    demonstrations -= count;
    setup = work.levels;
  }
}

/** Levels that differ between what stands on the table and a set-up. */
export function swappedLevels(setup: readonly number[] | null, levels: readonly number[]): number {
  return setup === null ? 0 : levels.filter((level, f) => level !== setup[f]).length;
}

/** How many demonstrations of `each` minutes fit, forgiving the rounding of sums. */
function wholeOf(minutes: number, each: number): number {
  if (minutes < -1e-9) return 0;
  return each === 0 ? Number.POSITIVE_INFINITY : Math.floor(minutes / each + 1e-9);
}

function windowsOf<Work extends RunWork>(candidates: readonly Work[]): Work[][] {
  const windows: Work[][] = [];
  for (const work of [...candidates].sort((a, b) => a.tier - b.tier)) {
    const last = windows.at(-1);
    if (last && last.length < WINDOW && last[0].tier === work.tier) last.push(work);
    else windows.push([work]);
  }
  return windows;
}

function chooseWithin<Work extends RunWork>(window: readonly Work[], terms: RunTerms) {
  let chosen: Work[] = [];
  const fits = (works: readonly Work[]) => fitsIn(works, terms);
  const insert = (works: readonly Work[]) => {
    const refused: Work[] = [];
    for (const work of works) {
      const longer = cheapestInsertion(chosen, work, terms);
      if (fits(longer)) chosen = longer;
      else refused.push(work);
    }
    return refused;
  };
  let refused = insert(window);
  const shorter = shortestOrder(chosen, terms);
  if (fits(shorter)) {
    chosen = shorter;
    refused = insert(refused);
  }
  return { chosen, refused };
}

function fitsIn(works: readonly RunWork[], terms: RunTerms): boolean {
  let { setup } = terms;
  let minutes = 0;
  let demonstrations = 0;
  for (const { levels, left } of works) {
    minutes += swappedLevels(setup, levels) * terms.minutesPerChangeover + left * terms.minutesPerDemonstration;
    demonstrations += left;
    setup = levels;
  }
  return minutes <= terms.minutes + 1e-9 && demonstrations <= terms.demonstrations;
}

function costOf(works: readonly RunWork[], { setup, weights }: RunTerms): number {
  let before = setup;
  let sum = 0;
  for (const { levels } of works) {
    if (before) for (let f = 0; f < weights.length; f++) if (levels[f] !== before[f]) sum += weights[f];
    before = levels;
  }
  return sum;
}

/** `chosen` with `work` where it adds least, the latest such place. */
function cheapestInsertion<Work extends RunWork>(chosen: readonly Work[], work: Work, terms: RunTerms): Work[] {
  let best: Work[] = [...chosen, work];
  let least = costOf(best, terms);
  for (let at = chosen.length - 1; at >= 0; at--) {
    const longer = [...chosen.slice(0, at), work, ...chosen.slice(at)];
    const cost = costOf(longer, terms);
    if (cost < least) {
      best = longer;
      least = cost;
    }
  }
  return best;
}

function shortestOrder<Work extends RunWork>(works: readonly Work[], { setup, weights }: RunTerms): Work[] {
  const rows = [...(setup ? [setup] : []), ...works.map(({ levels }) => levels)];
  const first = setup ? 1 : 0;
  const stops = works.map((_, at) => at + first);
  const route = orderStops(stops, changeoverCost(rows.flat(), weights), setup ? 0 : null);
  return route.order.map((stop) => works[stop - first]);
}
