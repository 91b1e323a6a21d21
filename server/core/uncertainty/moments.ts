import { DomainError } from '../errors';

/** Extents of the predictions of one episode. */
export interface PredictionShape {
  members: number;
  /** Samples drawn from each member; 1 for a deterministic one. */
  samples: number;
  /** Decision steps of the episode. */
  steps: number;
  /** Rows of a predicted chunk. */
  chunk: number;
  /** Leading rows of a chunk that the robot executes, and that are compared; 1 to `chunk`. */
  horizon: number;
  dims: number;
  /** Members are passes of one model with dropout. */
  passes?: boolean;
  /** Members predict their own variance beside the mean. */
  ownSpread?: boolean;
}

/**
 * What is kept of one episode's predictions: enough for every form of disagreement under any scale, small enough to
 * cache. Row-major, in the squared units of the un-normalised actions; `low` and `high` in their units.
 */
export interface Moments {
  readonly members: number;
  readonly samples: number;
  readonly steps: number;
  readonly horizon: number;
  readonly dims: number;
  /** Members are passes of one model with dropout, each under its own mask, not models of their own. */
  readonly passes: boolean;
  /** `within` is known: from several samples, or because members predict their own variance. */
  readonly ownSpread: boolean;
  /** [steps, pairs, dims]: Σ over the horizon of (x̄ₘ − x̄ₘ′)² for m < m′; null above {@link MAX_PAIRED_MEMBERS}. */
  readonly pairSquares: Float32Array | null;
  /** [steps, dims]: Σ over the horizon of the population variance of the members' sample means. */
  readonly between: Float32Array;
  /** [steps, dims]: Σ over the horizon of the mean over members of their own variance, of samples or as predicted; 0 where it is not known. */
  readonly within: Float32Array;
  /** [steps, dims]: expected share of `between` that comes from drawing finitely many samples; 0 for one sample. */
  readonly samplingBias: Float32Array;
  /** [steps, dims]: least and greatest prediction over members, samples and the horizon. */
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Above this many members the M(M−1)/2 pairs are not kept, and the pairwise form is not available. */
export const MAX_PAIRED_MEMBERS = 8;

/** Number of unordered pairs of members. */
export function pairCount(members: number): number {
  return (members * (members - 1)) / 2;
}

/** Throws DomainError invalid, naming the extent, unless predictions can have this shape. */
export function checkShape(shape: PredictionShape): void {
  const { passes: _passes, ownSpread: _own, ...extents } = shape;
  for (const [name, value] of Object.entries(extents)) {
    const least = name === 'steps' ? 0 : 1;
    if (!Number.isInteger(value) || value < least)
      throw new DomainError('invalid', `Predictions need a whole number of ${name} from ${least}, not ${value}.`);
  }
  if (shape.horizon > shape.chunk)
    throw new DomainError(
      'invalid',
      `${shape.horizon} executed steps were asked for, but the chunks hold only ${shape.chunk}.`,
    );
}

/** Moments with room for `shape`, all zero. */
export function allocateMoments(shape: Omit<PredictionShape, 'chunk'>): Moments {
  const { members, samples, steps, horizon, dims, passes = false, ownSpread = samples > 1 } = shape;
  const cells = steps * dims;
  const paired = members > 1 && members <= MAX_PAIRED_MEMBERS;
  return {
    members,
    samples,
    steps,
    horizon,
    dims,
    passes,
    ownSpread: ownSpread || samples > 1,
    pairSquares: paired ? new Float32Array(cells * pairCount(members)) : null,
    between: new Float32Array(cells),
    within: new Float32Array(cells),
    samplingBias: new Float32Array(cells),
    low: new Float32Array(cells),
    high: new Float32Array(cells),
  };
}
