import type { Outcomes } from '../uncertainty/failure-model';
import { canonicalJson } from './canonical';
import type { Pool } from './pool';
import type { ProposalRequest } from './schema';
import type { StoredSolution } from './stored-solutions';

/** Everything a proposal is a function of. */
export interface ReplayInputs {
  request: ProposalRequest;
  pool: Pool;
  ids: Float64Array;
  scores: { mean: Float64Array; sd: Float64Array } | null;
  /** As in a selection problem; absent in inputs stored before there was one. */
  discount?: Float64Array | null;
  measured: Uint8Array | null;
  confirmed: readonly number[];
  outcomes: Outcomes | null;
  demonstrated: Float64Array | null;
  /** Absent in inputs stored before levels had deployment weights. */
  deployment?: Float64Array | null;
  /** What the last round left undone, when the lead asked to carry it over. */
  pins: readonly { index: number; demonstrations: number }[];
  trainingSetSize: number;
  bootstrapBelow: number;
  bootstrapOverride: string | null;
  /** What a solver that reached its node limit had found when the batch was decided. */
  solutions?: readonly StoredSolution[];
}

/** Canonical JSON bytes of the inputs; doubles survive exactly. */
export function packInputs(inputs: ReplayInputs): Uint8Array {
  return new TextEncoder().encode(canonicalJson(inputs));
}

/** The inverse of `packInputs`. */
export function unpackInputs(bytes: Uint8Array): ReplayInputs {
  const raw = JSON.parse(new TextDecoder().decode(bytes)) as Omit<
    ReplayInputs,
    'pool' | 'ids' | 'scores' | 'discount' | 'measured' | 'outcomes' | 'demonstrated' | 'deployment'
  > & {
    pool: { factors: Pool['factors']; levels: number[]; room: number[] };
    ids: number[];
    scores: { mean: number[]; sd: number[] } | null;
    discount?: number[] | null;
    measured: number[] | null;
    outcomes: { judged: number[]; failed: number[] } | null;
    demonstrated: number[] | null;
    deployment?: number[] | null;
  };
  return {
    ...raw,
    pool: { factors: raw.pool.factors, levels: Int32Array.from(raw.pool.levels), room: Int32Array.from(raw.pool.room) },
    ids: Float64Array.from(raw.ids),
    scores: raw.scores && { mean: Float64Array.from(raw.scores.mean), sd: Float64Array.from(raw.scores.sd) },
    discount: raw.discount && Float64Array.from(raw.discount),
    measured: raw.measured && Uint8Array.from(raw.measured),
    outcomes: raw.outcomes && {
      judged: Float64Array.from(raw.outcomes.judged),
      failed: Float64Array.from(raw.outcomes.failed),
    },
    demonstrated: raw.demonstrated && Float64Array.from(raw.demonstrated),
    deployment: raw.deployment && Float64Array.from(raw.deployment),
  };
}
