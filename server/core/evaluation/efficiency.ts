import type { Arm } from '../collect/words';
import { seededRandom } from '../numeric/random';
import { type Band, bandOf } from './band';
import { type ArmComparison, compareArms } from './compare-arms';
import { type CurvePoint, curveOf, lineOf } from './curve';

/** What one evaluation says, with the run its checkpoint belongs to. */
export interface EvaluationOfRun {
  runId: number | null;
  arm: Arm | null;
  seed: number | null;
  strategy: string | null;
  demonstrations: number | null;
  successes: number;
  trials: number;
  /** Bare counts: drawn, never paired. */
  aggregate: boolean;
}

export interface RunCurve {
  runId: number;
  arm: Arm;
  seed: number;
  strategy: string;
  points: CurvePoint[];
  /** Every point rests on trials. */
  pairable: boolean;
}

export interface Efficiency {
  curves: RunCurve[];
  bands: { arm: Arm; band: Band }[];
  comparison: ArmComparison | null;
  /** Evaluations left out, and why. */
  leftOut: { noRun: number; unknownTrainingSet: number; noTrials: number };
}

/**
 * Success against demonstrations for the arms of one panel. Checkpoints without a run or with an unknown training set
 * are left out and counted; runs are paired by seed.
 */
export function efficiencyOf(evaluations: readonly EvaluationOfRun[]): Efficiency {
  const leftOut = { noRun: 0, unknownTrainingSet: 0, noTrials: 0 };
  const byRun = new Map<number, EvaluationOfRun[]>();
  for (const evaluation of evaluations) {
    if (evaluation.runId === null || evaluation.arm === null) leftOut.noRun++;
    else if (evaluation.demonstrations === null) leftOut.unknownTrainingSet++;
    else if (evaluation.trials === 0) leftOut.noTrials++;
    else byRun.set(evaluation.runId, [...(byRun.get(evaluation.runId) ?? []), evaluation]);
  }
  const curves = [...byRun].map(
    ([runId, rows]): RunCurve => ({
      runId,
      arm: rows[0].arm ?? 'active',
      seed: rows[0].seed ?? 0,
      strategy: rows[0].strategy ?? '',
      points: curveOf(rows),
      pairable: rows.every((row) => !row.aggregate),
    }),
  );
  const bands = (['active', 'random'] as const).flatMap((arm) => {
    const lines = curves.filter((curve) => curve.arm === arm).map((curve) => lineOf(curve.points));
    return lines.length ? [{ arm, band: bandOf(lines, 'runs') }] : [];
  });
  const pairs = curves
    .filter((curve) => curve.arm === 'active' && curve.pairable)
    .flatMap((active) => {
      const random = curves.find((curve) => curve.arm === 'random' && curve.pairable && curve.seed === active.seed);
      return random
        ? [{ seed: String(active.seed), active: lineOf(active.points), random: lineOf(random.points) }]
        : [];
    });
  return { curves, bands, comparison: pairs.length ? compareArms(pairs, seededRandom('efficiency')) : null, leftOut };
}
