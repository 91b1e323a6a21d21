import { alignScores } from '@/server/core/schedule/align-scores';
import { decide } from '@/server/core/schedule/decide';
import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import { type Caps, ProposalRequest, type StrategyName } from '@/server/core/schedule/schema';
import { outcomeWeight } from '@/server/core/uncertainty/failure-model';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { saturationDiscount } from '@/server/core/uncertainty/saturation';
import type { ActionScale } from '@/server/core/uncertainty/scale';
import type { Select } from './arm';
import { LAB_CAPS } from './caps';
import { poolOf } from './matrix';
import { productScores, scaleOf } from './product-scores';
import { FACTORS, indexOf } from './world/design';

/** How an experiment's arm asks the product for a batch. */
export interface ProductSelection {
  strategy: StrategyName;
  /** Default: those of a new program. */
  caps?: Caps;
  reservePercent?: number;
}

/**
 * Selects as a program of the product would for the same rollouts: its scores, its interpolation, its decision. Keeps
 * what a program keeps between rounds (the frozen scale, how earlier rollouts ended), so each arm needs one of its own.
 */
export function selectAsProduct(
  { strategy, caps = LAB_CAPS, reservePercent = 0 }: ProductSelection,
  solver: IntegerSolver,
): Select {
  let scale: ActionScale | null = null;
  const ended: { row: number; success: boolean }[][] = [];
  return async ({ design, batch, probes, policy, episodes, demonstrated, seed }) => {
    scale ??= scaleOf(episodes);
    const pool = poolOf(design, batch);
    const size = pool.room.length;
    const width = FACTORS.length;
    const rows = probes.map(({ configuration }) => indexOf(design, configuration));
    const scores = await productScores(policy, probes, scale);
    const field = interpolateScores(
      { factors: width, levels: Int32Array.from(pool.levels) },
      scores.map((score, p) => ({
        levels: pool.levels.subarray(rows[p] * width, (rows[p] + 1) * width),
        scores: [score],
      })),
    );
    ended.unshift(probes.map(({ success }, p) => ({ row: rows[p], success })));
    const outcomes = { judged: new Float64Array(size), failed: new Float64Array(size) };
    for (const [age, rollouts] of ended.entries())
      for (const { row, success } of rollouts) {
        outcomes.judged[row] += outcomeWeight(age);
        if (!success) outcomes.failed[row] += outcomeWeight(age);
      }
    const ids = Float64Array.from({ length: size }, (_, i) => i);
    const indexOfId = new Map(Array.from(ids, (id, i) => [id, i]));
    const aligned = field && alignScores({ ...field, ids }, indexOfId, size, field.informative);
    const counts = Float64Array.from(demonstrated);
    // A probe of each configuration says nothing of how much a rollout there varies.
    const unrepeated = new Float64Array(size).fill(Number.NaN);
    const { picks } = decide(
      {
        request: ProposalRequest.parse({ demonstrations: batch, strategy, blockSize: 1, caps, reservePercent, seed }),
        pool,
        ids,
        scores: aligned?.scores ?? null,
        discount: field && saturationDiscount({ ...field.variances, demonstrated: counts, repeated: unrepeated }),
        measured: aligned?.measured ?? null,
        outcomes,
        demonstrated: counts,
        confirmed: Array.from(demonstrated.keys()).filter((i) => demonstrated[i] > 0),
        pins: [],
        trainingSetSize: episodes.length,
        bootstrapBelow: 0,
        bootstrapOverride: null,
      },
      solver,
    );
    return picks.flatMap(({ index, demonstrations }) => new Array<number>(demonstrations).fill(index));
  };
}
