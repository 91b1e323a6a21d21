import type { Random } from '../numeric/random';
import {
  isotonicAt,
  isotonicFit,
  type RankCalibration,
  rankCalibration,
  reliability,
  splitHalfCeiling,
} from '../uncertainty/calibration';
import type { Interval } from './interval';
import { wilsonInterval } from './wilson';

/** A scored probe rollout with a known outcome. */
export interface JudgedRollout {
  readonly configurationId: number;
  readonly failed: boolean;
  /** Disagreement over the whole episode, and at its first decision; null where unknown. */
  readonly whole: number | null;
  readonly first: number | null;
}

/** Fewest failures and successes that an AUROC is shown for. */
const FEWEST_EACH = 5;

export interface CalibrationReport {
  readonly rollouts: number;
  readonly failures: number;
  /** Null with fewer than five failures or successes. */
  readonly whole: RankCalibration | null;
  readonly first: RankCalibration | null;
  /** Rollouts by rising score in at most ten groups of equal count: mean score, and failures with Wilson's interval. */
  readonly deciles: readonly { readonly score: number; readonly failed: Interval }[];
  /** Expected calibration error of the isotonic fit on these rollouts themselves; it flatters a little. */
  readonly error: number | null;
  /** How well scores could rank configurations at best, from halves of their rollouts; null below three with two. */
  readonly ceiling: number | null;
}

/** Does disagreement foretell failure on these rollouts? AUROC by the whole episode and by the first decision, and by decile. */
export function calibrationReport(rollouts: readonly JudgedRollout[], random: Random): CalibrationReport {
  const failures = rollouts.filter(({ failed }) => failed).length;
  const ranked = (of: 'whole' | 'first') => {
    const known = rollouts.filter((rollout) => rollout[of] !== null);
    const failed = known.map((rollout) => rollout.failed);
    const count = failed.filter(Boolean).length;
    if (Math.min(count, failed.length - count) < FEWEST_EACH) return null;
    return rankCalibration(
      known.map((rollout) => rollout[of] ?? 0),
      failed,
      random.fork(of),
    );
  };
  const scored = rollouts.flatMap(({ whole, failed }) => (whole === null ? [] : [{ score: whole, failed }]));
  return {
    rollouts: rollouts.length,
    failures,
    whole: ranked('whole'),
    first: ranked('first'),
    deciles: decilesOf(scored),
    error: fitError(scored),
    ceiling: splitHalfCeiling(byConfiguration(rollouts), random.fork('ceiling')),
  };
}

function decilesOf(scored: readonly { score: number; failed: boolean }[]): CalibrationReport['deciles'] {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  const groups = Math.min(10, Math.floor(sorted.length / FEWEST_EACH));
  return Array.from({ length: groups }, (_, g) => {
    const at = (k: number) => Math.floor((k * sorted.length) / groups);
    const members = sorted.slice(at(g), at(g + 1));
    const failed = wilsonInterval(members.filter((one) => one.failed).length, members.length);
    return failed ? [{ score: members.reduce((sum, one) => sum + one.score, 0) / members.length, failed }] : [];
  }).flat();
}

function fitError(scored: readonly { score: number; failed: boolean }[]): number | null {
  const fit = isotonicFit(
    scored.map(({ score }) => score),
    scored.map(({ failed }) => Number(failed)),
  );
  const predicted = scored.map(({ score }) => isotonicAt(fit, score) ?? 0);
  return (
    reliability(
      predicted,
      scored.map(({ failed }) => failed),
      10,
    )?.error ?? null
  );
}

function byConfiguration(rollouts: readonly JudgedRollout[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const { configurationId, whole } of rollouts)
    if (whole !== null) groups.set(configurationId, [...(groups.get(configurationId) ?? []), whole]);
  return [...groups.values()];
}
