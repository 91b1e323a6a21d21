import { DomainError } from '../errors';
import { accumulateMoments } from './accumulate-moments';
import { gaussianSplit } from './decomposition';
import type { Moments } from './moments';
import type { StepSignals } from './signals';
import { type Distributions, signalsOfDistributions } from './token-signals';
import type { Turns } from './turns';

/** What a team's own script posts for one episode. */
export type PostedPredictions =
  | {
      kind: 'chunks';
      /** [members, samples, steps, chunk, dims], row-major; un-normalised actions. */
      shape: readonly [number, number, number, number, number];
      values: Float32Array;
      /** Members are passes of one model with dropout. */
      passes: boolean;
      /** Standard deviations that heteroscedastic members predict, laid out alike (one sample); null without. */
      sigmas: Float32Array | null;
    }
  | ({ kind: 'distributions' } & Distributions)
  | {
      kind: 'signals';
      /** The figure per step that `measure` names; null where only named signals came. */
      main: Float32Array | null;
      named: ReadonlyMap<string, Float32Array>;
    };

type Posted<K extends PostedPredictions['kind']> = Extract<PostedPredictions, { kind: K }>;

const NOTHING = 'Nothing was kept.';

/**
 * The moments of posted chunks, by the code that takes a running policy's. Throws DomainError invalid with the figures
 * when they do not fit the checkpoint or the episode, or are not finite.
 */
export function momentsOfPosted(
  { shape, values, passes, sigmas }: Posted<'chunks'>,
  wanted: { frames: number; horizon: number; dims: number; turns: Turns | null },
): Moments {
  const [members, samples, steps, chunk, dims] = shape;
  const { horizon } = wanted;
  checkSteps(steps, wanted.frames, 'Predictions');
  if (dims !== wanted.dims)
    throw new DomainError(
      'invalid',
      `The predictions have ${dims} action dimensions, the checkpoint has ${wanted.dims}. ${NOTHING}`,
    );
  if (chunk < horizon)
    throw new DomainError(
      'invalid',
      `The chunks have ${chunk} rows, but the robot executes ${horizon} of them. ${NOTHING}`,
    );
  if (members === 1 && samples === 1)
    throw new DomainError(
      'invalid',
      'One member with one sample cannot disagree with anything. Post several members, or several samples of one.',
    );
  const accumulator = accumulateMoments(
    { members, samples, steps, chunk, horizon, dims, passes, ownSpread: sigmas !== null },
    wanted.turns,
  );
  accumulator.add(values, steps);
  const moments = accumulator.finish();
  if (sigmas) addOwnVariance(moments, values, sigmas, chunk);
  return moments;
}

/** Fills `within` with Σ over the executed rows of the members' own variances. */
function addOwnVariance(
  { members, steps, horizon, dims, within }: Moments,
  means: Float32Array,
  sigmas: Float32Array,
  chunk: number,
): void {
  if (sigmas.length !== members * steps * chunk * dims)
    throw new DomainError('invalid', `"sigmas" must have the shape of "means". ${NOTHING}`);
  if (!sigmas.every((sigma) => sigma >= 0 && Number.isFinite(sigma)))
    throw new DomainError('invalid', `"sigmas" are standard deviations: finite numbers from 0. ${NOTHING}`);
  for (let t = 0; t < steps; t++)
    for (let h = 0; h < horizon; h++) {
      const byMember = (values: Float32Array) =>
        Array.from({ length: members }, (_, m) => {
          const at = ((m * steps + t) * chunk + h) * dims;
          return values.subarray(at, at + dims);
        });
      const { aleatoric } = gaussianSplit(byMember(means), byMember(sigmas));
      for (let d = 0; d < dims; d++) within[t * dims + d] += aleatoric[d];
    }
}

/**
 * The signals of posted figures or distributions; `measure` names the figure per step. Throws DomainError invalid when
 * there is no name for it, it is a loss, or the values do not fit the episode.
 */
export function signalsOfPosted(
  posted: Posted<'signals' | 'distributions'>,
  frames: number,
  measure: string,
): StepSignals {
  if (posted.kind === 'distributions') {
    checkSteps(posted.shape[1], frames, 'Distributions');
    return signalsOfDistributions(posted);
  }
  const { main, named } = posted;
  if (main && !measure)
    throw new DomainError(
      'invalid',
      `Say what the figure per step is (\`measure\`), for example "token entropy". ${NOTHING}`,
    );
  const values = new Map([...(main ? [[measure, main] as const] : []), ...named]);
  for (const [name, series] of values) checkSeries(name, series, frames);
  const [first] = values.keys();
  return {
    main: values.has(measure) ? measure : first,
    values: new Map([...values].map(([name, series]) => [name, Float64Array.from(series)])),
  };
}

function checkSteps(steps: number, frames: number, what: string): void {
  if (steps !== frames)
    throw new DomainError(
      'invalid',
      `${what} for ${steps} steps came; the episode has ${frames} frames, and one is needed for each. ${NOTHING}`,
    );
}

function checkSeries(name: string, values: Float32Array, frames: number): void {
  if (/(^|[^a-z])loss(es)?($|[^a-z])/i.test(name))
    throw new DomainError(
      'invalid',
      'A policy loss is not uncertainty and is never scored. Post entropies or predictions instead.',
    );
  if (values.length !== frames)
    throw new DomainError(
      'invalid',
      `${values.length} figures of "${name}" came for an episode of ${frames} frames. ${NOTHING}`,
    );
  const bad = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad >= 0)
    throw new DomainError(
      'invalid',
      `"${name}" of step ${bad} is ${values[bad]}; figures are numbers from 0. ${NOTHING}`,
    );
}
