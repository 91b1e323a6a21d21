import { alignScores } from '@/server/core/schedule/align-scores';
import { decide } from '@/server/core/schedule/decide';
import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import { type Caps, ProposalRequest, type StrategyName } from '@/server/core/schedule/schema';
import { outcomesOf } from '@/server/core/uncertainty/failure-model';
import { type Interpolation, interpolateScores } from '@/server/core/uncertainty/interpolation';
import { saturationDiscount } from '@/server/core/uncertainty/saturation';
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
 * Selects as a program of the product would with the same recordings: all rollouts so far scored by the newest policy, on
 * the scale that the first training froze, its interpolation, its decision.
 */
export function selectAsProduct(
  { strategy, caps = LAB_CAPS, reservePercent = 0 }: ProductSelection,
  solver: IntegerSolver,
): Select {
  return async ({ design, batch, probes, policy, episodes, initial, demonstrated, seed }) => {
    const pool = poolOf(design, batch);
    const size = pool.room.length;
    const width = FACTORS.length;
    const driven = probes.flatMap((rollouts, round) =>
      rollouts.map((rollout) => ({
        rollout,
        row: indexOf(design, rollout.configuration),
        age: probes.length - 1 - round,
      })),
    );
    const scale = scaleOf(episodes.slice(0, initial));
    const scores = await productScores(
      policy,
      driven.map(({ rollout }) => rollout),
      scale,
    );
    const field = interpolateScores(
      { factors: width, levels: Int32Array.from(pool.levels) },
      driven.map(({ row }, p) => ({
        levels: pool.levels.subarray(row * width, (row + 1) * width),
        scores: [scores[p]],
      })),
    );
    const ended = driven.map(({ rollout, row, age }) => ({ row, age, judged: 1, failed: rollout.success ? 0 : 1 }));
    const ids = Float64Array.from({ length: size }, (_, i) => i);
    const indexOfId = new Map(Array.from(ids, (id, i) => [id, i]));
    const aligned = field && alignScores({ ...field, ids }, indexOfId, size, field.informative);
    const counts = Float64Array.from(demonstrated);
    const { picks } = decide(
      {
        request: ProposalRequest.parse({ demonstrations: batch, strategy, blockSize: 1, caps, reservePercent, seed }),
        pool,
        ids,
        scores: aligned?.scores ?? null,
        discount: field && discountOf(field, counts),
        measured: aligned?.measured ?? null,
        outcomes: outcomesOf(ended, size),
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

/** What demonstrations that are there already take off each score. */
function discountOf({ variances, shrunk }: Interpolation, demonstrated: Float64Array): Float64Array {
  const repeated = new Float64Array(demonstrated.length).fill(Number.NaN);
  for (const { row, repeatVariance } of shrunk) if (row !== null) repeated[row] = repeatVariance ?? Number.NaN;
  return saturationDiscount({ ...variances, demonstrated, repeated });
}
