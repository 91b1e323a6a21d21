import { DomainError } from '../errors';
import { spearman } from '../numeric/correlation';
import { quantile } from '../numeric/quantile';
import type { Random } from '../numeric/random';
import { mean } from '../numeric/variance';

/** Share of failure–success pairs in which the failure has the higher score. */
export interface RankCalibration {
  readonly failures: number;
  readonly successes: number;
  /** 1 = failures always score higher, 0.5 = the score says nothing. */
  readonly auroc: number;
  /** Bootstrap percentile interval over rollouts. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** Mann–Whitney U over the number of pairs; ties count half. O((n + m) log m). */
function areaUnderRoc(failures: Float64Array, successes: Float64Array): number {
  const sorted = successes.slice().sort();
  let wins = 0;
  for (const score of failures) wins += (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2;
  return wins / (failures.length * sorted.length);
}

/** How many of `sorted` are below `value`, or at most `value` with `inclusive`. O(log n). */
function countBelow(sorted: Float64Array, value: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (inclusive && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Does a higher score mean failure? AUROC of `scores` against `failed`, with an interval from resampling failures and
 * successes apart, `resamples` times. Null without both a failure and a success. O(resamples · n log n).
 */
export function rankCalibration(
  scores: ArrayLike<number>,
  failed: ArrayLike<boolean>,
  random: Random,
  { resamples = 2000, level = 0.9 } = {},
): RankCalibration | null {
  const split = (wanted: boolean) => Float64Array.from(scores).filter((_, i) => failed[i] === wanted);
  const [failures, successes] = [split(true), split(false)];
  if (failures.length === 0 || successes.length === 0) return null;
  const redraw = (values: Float64Array) => values.map(() => values[random.int(values.length)]);
  const areas = Float64Array.from({ length: resamples }, () => areaUnderRoc(redraw(failures), redraw(successes)));
  return {
    failures: failures.length,
    successes: successes.length,
    auroc: areaUnderRoc(failures, successes),
    low: quantile(areas, (1 - level) / 2),
    high: quantile(areas, (1 + level) / 2),
    level,
  };
}

/** A step of an isotonic fit: up to and including score `upTo` the value is `value`, from `weight` observations. */
export interface IsotonicStep {
  readonly upTo: number;
  readonly value: number;
  readonly weight: number;
}

/**
 * The non-decreasing step function of score closest in least squares to `targets` (0 and 1 give the probability of
 * failure), by pooling adjacent violators; equal scores are pooled first. Ayer et al. 1955. O(n log n).
 */
export function isotonicFit(scores: ArrayLike<number>, targets: ArrayLike<number>): IsotonicStep[] {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const blocks: { upTo: number; sum: number; weight: number }[] = [];
  for (const i of order) {
    const last = blocks.at(-1);
    if (last && last.upTo === scores[i]) {
      last.sum += targets[i];
      last.weight++;
    } else blocks.push({ upTo: scores[i], sum: targets[i], weight: 1 });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    for (let k = pooled.length - 1; k > 0; k--) {
      const [before, after] = [pooled[k - 1], pooled[k]];
      if (before.sum * after.weight < after.sum * before.weight) break;
      pooled.splice(k - 1, 2, { upTo: after.upTo, sum: before.sum + after.sum, weight: before.weight + after.weight });
    }
  }
  return pooled.map(({ upTo, sum, weight }) => ({ upTo, value: sum / weight, weight }));
}

/** Value of the isotonic fit at `score`, the last step's beyond the greatest score seen. Null for an empty fit. */
export function isotonicAt(fit: readonly IsotonicStep[], score: number): number | null {
  return (fit.find(({ upTo }) => score <= upTo) ?? fit.at(-1))?.value ?? null;
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean predicted probability and observed share in the bin. */
  readonly predicted: number;
  readonly observed: number;
}

/**
 * Reliability of predicted probabilities in at most `bins` bins of equal count, and the expected calibration error,
 * Σ count·|predicted − observed| / n. Null when empty. O(n log n).
 */
export function reliability(
  predicted: ArrayLike<number>,
  failed: ArrayLike<boolean>,
  bins: number,
): { bins: ReliabilityBin[]; error: number } | null {
  const n = predicted.length;
  if (n === 0) return null;
  const order = Array.from(predicted, (_, i) => i).sort((a, b) => predicted[a] - predicted[b]);
  const used = Math.min(bins, n);
  const out = Array.from({ length: used }, (_, b) => {
    const members = order.slice(Math.floor((b * n) / used), Math.floor(((b + 1) * n) / used));
    return {
      count: members.length,
      predicted: members.reduce((sum, i) => sum + predicted[i], 0) / members.length,
      observed: members.filter((i) => failed[i]).length / members.length,
    };
  });
  const error = out.reduce((sum, bin) => sum + (bin.count * Math.abs(bin.predicted - bin.observed)) / n, 0);
  return { bins: out, error };
}

/** A threshold that a further successful rollout stays at or below with probability `level`. */
export interface ConformalThreshold {
  readonly threshold: number;
  readonly rollouts: number;
  readonly level: number;
}

/**
 * Split-conformal threshold: the ⌈(n+1)·level⌉-th smallest score of successful rollouts. Null when n is too small for
 * the level (below 9 at 90 %), where no finite threshold has the guarantee. Vovk et al. 2005. O(n log n).
 * Throws DomainError invalid unless 0 < level < 1.
 */
export function conformalThreshold(successScores: ArrayLike<number>, level = 0.9): ConformalThreshold | null {
  if (!(level > 0 && level < 1))
    throw new DomainError('invalid', `A threshold needs a level between 0 and 1, not ${level}.`);
  const rollouts = successScores.length;
  // (n+1)·0.9 must not be lifted over an integer by rounding.
  const rank = Math.ceil((rollouts + 1) * level - 1e-9);
  if (rank > rollouts) return null;
  return { threshold: Float64Array.from(successScores).sort()[rank - 1], rollouts, level };
}

/**
 * How well scores could possibly correlate with anything: the mean Spearman correlation between the means of two random
 * halves of each configuration's rollouts, raised to full length by Spearman–Brown, 2r/(1+r). Configurations with one
 * rollout are left out; null when fewer than three remain. O(splits · rollouts).
 */
export function splitHalfCeiling(
  rolloutScores: readonly (readonly number[])[],
  random: Random,
  splits = 200,
): number | null {
  const usable = rolloutScores.filter((scores) => scores.length >= 2);
  if (usable.length < 3) return null;
  const found: number[] = [];
  for (let k = 0; k < splits; k++) {
    const halves = usable.map((scores) => {
      const mixed = random.shuffle(scores);
      const half = Math.floor(mixed.length / 2);
      return [mean(mixed.slice(0, half))!, mean(mixed.slice(half))!];
    });
    const r = spearman(
      halves.map(([a]) => a),
      halves.map(([, b]) => b),
    );
    if (r !== null) found.push(r);
  }
  const r = mean(found);
  return r === null ? null : r <= 0 ? 0 : (2 * r) / (1 + r);
}
