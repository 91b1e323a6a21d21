import { DomainError } from '../errors';
import { median } from '../numeric/quantile';
import { mean, sumOfSquaredDeviations } from '../numeric/variance';
import type { Observations } from './anova-process';
import type { LevelDistances } from './level-likeness';

/** Probe rollouts of one configuration. It need not be in the matrix: a retired one still tells about its levels. */
export interface MeasuredConfiguration {
  /** Level index per factor. */
  readonly levels: ArrayLike<number>;
  /** Score of each rollout, at least one, none negative. */
  readonly scores: readonly number[];
}

/** All rollouts of one configuration, sorted upwards. */
export interface RolloutGroup {
  readonly levels: Int32Array;
  readonly scores: Float64Array;
}

/** The level indices of one row as a map key. */
function levelKey(levels: ArrayLike<number>, from: number, factors: number): string {
  let key = '';
  for (let f = 0; f < factors; f++) key += `${levels[from + f]},`;
  return key;
}

/**
 * Finds which of distinct groups a row of level indices is: its index, or −1. One look-up a factor, without allocating;
 * building it costs groups × levels.
 */
export function rowFinder(
  groups: readonly RolloutGroup[],
  factors: number,
): (levels: ArrayLike<number>, from: number) => number {
  const width = groups.reduce((most, { levels }) => levels.reduce((a, b) => Math.max(a, b), most), 0) + 2;
  // A tree with one node a prefix of levels: children[f] is [nodes of depth f, width].
  const children = Array.from({ length: factors }, () => new Int32Array(groups.length * width).fill(-1));
  const nodes = new Int32Array(factors);
  groups.forEach(({ levels }, group) => {
    let node = 0;
    for (let f = 0; f < factors; f++) {
      const at = node * width + levels[f] + 1;
      if (children[f][at] < 0) children[f][at] = f === factors - 1 ? group : nodes[f]++;
      node = children[f][at];
    }
  });
  return (levels, from) => {
    let node = 0;
    for (let f = 0; f < factors && node >= 0; f++) {
      const place = levels[from + f] + 1;
      node = place < width ? children[f][node * width + place] : -1;
    }
    return node;
  };
}

/** Lexicographic order of level indices. */
function compareLevels(a: Int32Array, b: Int32Array): number {
  const f = a.findIndex((level, i) => level !== b[i]);
  return f < 0 ? 0 : a[f] - b[f];
}

/**
 * Rollouts by distinct configuration, those without rollouts left out, in rising order of the level indices: sums come
 * out the same to the last bit whatever order the measurements came in. O(n log n). Throws DomainError invalid for a
 * wrong number of levels, or a score that is negative or not finite.
 */
export function groupRollouts(measured: readonly MeasuredConfiguration[], factors: number): RolloutGroup[] {
  const groups = new Map<string, { levels: Int32Array; scores: number[] }>();
  for (const { levels, scores } of measured) {
    if (levels.length !== factors)
      throw new DomainError('invalid', `A configuration has ${levels.length} levels, the matrix ${factors} factors.`);
    const bad = scores.find((score) => !(score >= 0 && Number.isFinite(score)));
    if (bad !== undefined) throw new DomainError('invalid', `A rollout score must be a number from 0, not ${bad}.`);
    if (scores.length === 0) continue;
    const key = levelKey(levels, 0, factors);
    const group = groups.get(key) ?? { levels: Int32Array.from(levels), scores: [] };
    group.scores.push(...scores);
    groups.set(key, group);
  }
  return Array.from(groups.values(), ({ levels, scores }) => ({
    levels,
    scores: Float64Array.from(scores).sort(),
  })).sort((a, b) => compareLevels(a.levels, b.levels));
}

/** What is added to scores before taking logarithms. */
interface Offset {
  epsilon: number;
  /** Share that it leaves of the variance of logarithms, against the least offset; at a typical score. */
  flattened: number;
}

/** Offsets tried, in multiples of the least: up to where the logarithm of a typical score is nearly a straight line. */
const OFFSETS = [1, 3, 10, 30, 100, 300, 1000];
/** Fewer repeated rollouts than this do not say how their noise depends on the score. */
const LEAST_REPEATS = 10;

/**
 * What is added before taking logarithms: 1 % of the median score (of the greatest where most are 0; 1 where all are), which
 * takes noise to grow with the score, or so much more as makes rollouts of one configuration vary alike at low and at high
 * scores, where repeats say that it does not grow. Chosen by the likelihood of the repeats (Box & Cox 1964, with a shift).
 */
function offsetOf(groups: readonly RolloutGroup[]): Offset {
  const all = groups.flatMap(({ scores }) => Array.from(scores));
  const typical = median(all) || all.reduce((most, score) => Math.max(most, score), 0);
  if (!(typical > 0)) return { epsilon: 1, flattened: 1 };
  const least = 0.01 * typical;
  const repeated = groups.filter(({ scores }) => scores.length > 1);
  const rollouts = repeated.reduce((sum, { scores }) => sum + scores.length, 0);
  const dof = rollouts - repeated.length;
  if (dof < LEAST_REPEATS) return { epsilon: least, flattened: 1 };
  const likelihood = (epsilon: number) => {
    let within = 0;
    let jacobian = 0;
    for (const { scores } of repeated) {
      const logs = scores.map((score) => Math.log(score + epsilon));
      within += sumOfSquaredDeviations(logs);
      jacobian += logs.reduce((sum, log) => sum + log, 0) * ((scores.length - 1) / scores.length);
    }
    return within > 0 ? -0.5 * dof * Math.log(within / dof) - jacobian : Number.NEGATIVE_INFINITY;
  };
  const epsilon = OFFSETS.map((times) => least * times).reduce((best, offset) =>
    likelihood(offset) > likelihood(best) ? offset : best,
  );
  return { epsilon, flattened: ((typical + least) / (typical + epsilon)) ** 2 };
}

/** Groups on the log scale, ln(score + ε), and their means as observations. At least one group. */
export function observe(
  groups: readonly RolloutGroup[],
  distances: readonly (LevelDistances | null)[],
): { observations: Observations; logs: Float64Array[] } & Offset {
  const { epsilon, flattened } = offsetOf(groups);
  const logs = groups.map(({ scores }) => scores.map((score) => Math.log(score + epsilon)));
  return {
    observations: {
      n: groups.length,
      factors: distances.length,
      levels: Int32Array.from(groups.flatMap(({ levels }) => Array.from(levels))),
      y: Float64Array.from(logs, (values) => mean(values) ?? 0),
      rollouts: Float64Array.from(logs, (values) => values.length),
      distances,
    },
    logs,
    epsilon,
    flattened,
  };
}
