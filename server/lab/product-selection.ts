import { strategies } from '@/server/core/acquisition/strategies';
import { alignScores } from '@/server/core/schedule/align-scores';
import { decide } from '@/server/core/schedule/decide';
import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import type { Pool } from '@/server/core/schedule/pool';
import type { ReplayInputs } from '@/server/core/schedule/replay-inputs';
import { type Caps, ProposalRequest, type StrategyName } from '@/server/core/schedule/schema';
import { outcomesOf } from '@/server/core/uncertainty/failure-model';
import { type Interpolation, interpolateScores } from '@/server/core/uncertainty/interpolation';
import { saturationDiscount } from '@/server/core/uncertainty/saturation';
import type { Select, SelectionInput } from './arm';
import { LAB_CAPS } from './caps';
import type { Episode } from './episode';
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

/** Whether an arm of this strategy looks at what its policy did. */
export const readsRollouts = (strategy: StrategyName) => strategies[strategy].reads !== 'nothing';

/**
 * Selects as a program of the product would with the same recordings: all rollouts so far scored by the newest policy, on
 * the scale that the first training froze, its interpolation, its decision. Scores that the strategy does not look at are
 * not made, nor is it worked out what the constraints cost.
 */
export function selectAsProduct(
  { strategy, caps = LAB_CAPS, reservePercent = 0 }: ProductSelection,
  solver: IntegerSolver,
): Select {
  return async (input) => {
    const { design, batch, episodes, demonstrated, seed } = input;
    const pool = poolOf(design, batch);
    const size = pool.room.length;
    const driven = drivenOf(input);
    const scored = strategies[strategy].reads === 'scores' ? await scoresOf(input, pool, driven) : unread(size);
    const ended = driven.map(({ rollout, row, age }) => ({ row, age, judged: 1, failed: rollout.success ? 0 : 1 }));
    const { picks } = decide(
      {
        request: ProposalRequest.parse({ demonstrations: batch, strategy, blockSize: 1, caps, reservePercent, seed }),
        pool,
        ids: idsOf(size),
        ...scored,
        outcomes: outcomesOf(ended, size),
        demonstrated: Float64Array.from(demonstrated),
        confirmed: Array.from(demonstrated.keys()).filter((i) => demonstrated[i] > 0),
        pins: [],
        trainingSetSize: episodes.length,
        bootstrapBelow: 0,
        bootstrapOverride: null,
      },
      solver,
      { priced: false },
    );
    return picks.flatMap(({ index, demonstrations }) => new Array<number>(demonstrations).fill(index));
  };
}

const idsOf = (size: number) => Float64Array.from({ length: size }, (_, i) => i);

/** A probe rollout, its configuration's index and how many newer policies have driven. */
interface Driven {
  rollout: Episode;
  row: number;
  age: number;
}

const drivenOf = ({ design, probes }: SelectionInput): Driven[] =>
  probes.flatMap((rollouts, round) =>
    rollouts.map((rollout) => ({
      rollout,
      row: indexOf(design, rollout.configuration),
      age: probes.length - 1 - round,
    })),
  );

/** What a decision is given of scores. */
type Scored = Pick<ReplayInputs, 'scores' | 'discount' | 'measured'>;

/** Holds the place of scores that the strategy does not look at. */
const unread = (size: number): Scored => ({
  scores: { mean: new Float64Array(size), sd: new Float64Array(size) },
  discount: null,
  measured: null,
});

async function scoresOf(
  { policy, episodes, initial, demonstrated }: SelectionInput,
  { levels, room }: Pool,
  driven: readonly Driven[],
): Promise<Scored> {
  const width = FACTORS.length;
  const size = room.length;
  const scores = await productScores(
    policy,
    driven.map(({ rollout }) => rollout),
    scaleOf(episodes.slice(0, initial)),
  );
  const field = interpolateScores(
    { factors: width, levels: Int32Array.from(levels) },
    driven.map(({ row }, p) => ({ levels: levels.subarray(row * width, (row + 1) * width), scores: [scores[p]] })),
  );
  if (!field) return { scores: null, discount: null, measured: null };
  const ids = idsOf(size);
  const indexOfId = new Map(Array.from(ids, (id, i) => [id, i]));
  const aligned = alignScores({ ...field, ids }, indexOfId, size, field.informative);
  return {
    scores: aligned?.scores ?? null,
    discount: discountOf(field, Float64Array.from(demonstrated)),
    measured: aligned?.measured ?? null,
  };
}

/** What demonstrations that are there already take off each score. */
function discountOf({ variances, shrunk }: Interpolation, demonstrated: Float64Array): Float64Array {
  const repeated = new Float64Array(demonstrated.length).fill(Number.NaN);
  for (const { row, repeatVariance } of shrunk) if (row !== null) repeated[row] = repeatVariance ?? Number.NaN;
  return saturationDiscount({ ...variances, demonstrated, repeated });
}
