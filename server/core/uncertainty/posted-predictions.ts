import { DomainError } from '../errors';
import { accumulateMoments } from './accumulate-moments';
import type { Moments } from './moments';

/** What a team's own script posts for one episode. */
export type PostedPredictions =
  | {
      kind: 'chunks';
      /** [members, samples, steps, chunk, dims], row-major; un-normalised actions. */
      shape: readonly [number, number, number, number, number];
      values: Float32Array;
    }
  | { kind: 'scalar'; values: Float32Array };

/**
 * The moments of posted chunks, by the code that takes a running policy's. Throws DomainError invalid with the figures
 * when they do not fit the checkpoint or the episode, or are not finite.
 */
export function momentsOfPosted(
  posted: Extract<PostedPredictions, { kind: 'chunks' }>,
  wanted: { frames: number; horizon: number; dims: number },
): Moments {
  const [members, samples, steps, chunk, dims] = posted.shape;
  if (steps !== wanted.frames)
    throw new DomainError(
      'invalid',
      `Predictions for ${steps} steps came; the episode has ${wanted.frames} frames, and one chunk is needed for each. Nothing was kept.`,
    );
  if (dims !== wanted.dims)
    throw new DomainError(
      'invalid',
      `The predictions have ${dims} action dimensions, the checkpoint has ${wanted.dims}. Nothing was kept.`,
    );
  if (chunk < wanted.horizon)
    throw new DomainError(
      'invalid',
      `The chunks have ${chunk} rows, but the robot executes ${wanted.horizon} of them. Nothing was kept.`,
    );
  if (members === 1 && samples === 1)
    throw new DomainError(
      'invalid',
      'One member with one sample cannot disagree with anything. Post several members, or several samples of one.',
    );
  const accumulator = accumulateMoments({ members, samples, steps, chunk, horizon: wanted.horizon, dims });
  accumulator.add(posted.values, steps);
  return accumulator.finish();
}
