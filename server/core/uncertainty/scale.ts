import { DomainError } from '../errors';
import { median } from '../numeric/quantile';
import type { RunningMoments } from '../numeric/variance';

/**
 * What a dimension of the action space measures. `rotation` is a component of an orientation (axis-angle, 6D, Euler);
 * a joint angle is a `position`. `gripper` is anything that is open or closed most of the time.
 */
export type DimensionKind = 'position' | 'rotation' | 'gripper';

export interface ActionDimension {
  readonly name: string;
  readonly kind: DimensionKind;
  /** Least and greatest value the action can take; null where it is not known. */
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** By what disagreement is divided, per dimension. Frozen: scores are comparable only under the same scale. */
export interface ActionScale {
  readonly version: 1;
  readonly source: 'demonstrations' | 'ranges' | 'none';
  /** Frames the scale was estimated on; 0 unless `source` is demonstrations. */
  readonly frames: number;
  /** In action units; 0 for a dimension that never moves, which is left out of every comparison. */
  readonly std: readonly number[];
  /** Dimensions whose std was raised to the floor. */
  readonly floored: readonly number[];
}

/** A std below this share of the median one is noise of a dimension that hardly moves. */
const FLOOR_SHARE = 1e-3;

/** The scale of `scaling: off`: every dimension counts as it is. */
export function unitScale(dims: number): ActionScale {
  return { version: 1, source: 'none', frames: 0, std: new Array(dims).fill(1), floored: [] };
}

/**
 * Turns a raw spread per dimension (0 = never moves) into a scale. All rotation dimensions share their root mean
 * square, so that an orientation's spread does not depend on how its axes happen to lie.
 */
function scaleFrom(
  raw: readonly number[],
  dimensions: readonly ActionDimension[],
  source: 'demonstrations' | 'ranges',
  frames: number,
): ActionScale {
  const moving = raw.filter((spread) => spread > 0);
  if (moving.length === 0)
    throw new DomainError('invalid', 'No action dimension ever moves, so there is nothing to compare predictions by.');
  const turning = raw.filter((spread, d) => spread > 0 && dimensions[d].kind === 'rotation');
  const turn = Math.sqrt(turning.reduce((sum, spread) => sum + spread * spread, 0) / Math.max(turning.length, 1));
  const floor = FLOOR_SHARE * median(moving);
  const wanted = raw.map((spread, d) => (spread > 0 && dimensions[d].kind === 'rotation' ? turn : spread));
  return {
    version: 1,
    source,
    frames,
    std: wanted.map((spread) => (spread > 0 ? Math.max(spread, floor) : 0)),
    floored: wanted.flatMap((spread, d) => (spread > 0 && spread < floor ? [d] : [])),
  };
}

function checkDimensions(found: number, dimensions: readonly ActionDimension[]): void {
  if (found !== dimensions.length)
    throw new DomainError('invalid', `The actions have ${found} dimensions, the action space ${dimensions.length}.`);
}

/**
 * The scale over the actions of a training set: population std for positions and rotations, half the travelled range
 * for grippers, whose std would only say how often they were closed. A dimension that never moves gets 0.
 * Throws DomainError invalid when there are fewer than two frames, when all are constant or the dimensions differ.
 */
export function scaleOfDemonstrations(actions: RunningMoments, dimensions: readonly ActionDimension[]): ActionScale {
  checkDimensions(actions.mean.length, dimensions);
  if (actions.count < 2)
    throw new DomainError('invalid', `A scale needs at least two frames of demonstrations, not ${actions.count}.`);
  const raw = dimensions.map(({ kind }, d) =>
    kind === 'gripper' ? (actions.high[d] - actions.low[d]) / 2 : Math.sqrt(actions.squares[d] / actions.count),
  );
  if (!raw.every(Number.isFinite))
    throw new DomainError('invalid', 'The demonstrations hold actions that are not finite numbers.');
  return scaleFrom(raw, dimensions, 'demonstrations', actions.count);
}

/**
 * The scale where there are no demonstrations: the std of a uniform action over the given range, half the range for
 * grippers. Throws DomainError invalid naming the dimensions that have no range.
 */
export function scaleOfRanges(dimensions: readonly ActionDimension[]): ActionScale {
  const without = dimensions.filter(({ range }) => !range || !(range.high >= range.low)).map(({ name }) => name);
  if (without.length > 0)
    throw new DomainError(
      'invalid',
      `Without demonstrations a scale needs the range of every dimension; missing: ${without.join(', ')}.`,
      { dimensions: without },
    );
  const raw = dimensions.map(
    ({ kind, range }) => (range!.high - range!.low) / (kind === 'gripper' ? 2 : Math.sqrt(12)),
  );
  return scaleFrom(raw, dimensions, 'ranges', 0);
}
