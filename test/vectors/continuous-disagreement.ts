import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { type ChunkSpread, chunkSpread } from '@/server/core/uncertainty/chunk-spread';
import { gaussianSplit } from '@/server/core/uncertainty/decomposition';
import { disagreementPerStep } from '@/server/core/uncertainty/disagreement';
import { MAX_PAIRED_MEMBERS } from '@/server/core/uncertainty/moments';
import { scoreRollout } from '@/server/core/uncertainty/rollout';
import type { DisagreementForm } from '@/server/core/uncertainty/schema';
import { differences } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  actions_members_steps_horizon_dims?: number[][][][];
  action_std?: number[];
  mu_members_dims?: number[][];
  sigma_members_dims?: number[][];
}

/** The forms as scores are made of them: from cached moments, which are kept in single precision. */
type Cached = Record<DisagreementForm, readonly number[] | null>;

interface Found {
  from_moments?: Cached;
}

const WINDOW = /^sliding_window(\d+)_max_of_mean$/;
const SINGLE = { relative: 2e-6, absolute: 2e-7 };

function cachedForms(actions: number[][][][], std: number[]): Cached {
  const [chunk, dims] = [actions[0][0].length, actions[0][0][0].length];
  const shape = { members: actions.length, samples: 1, steps: actions[0].length, chunk, horizon: chunk, dims };
  const accumulator = accumulateMoments(shape);
  accumulator.add(Float32Array.from(actions.flat(3)), shape.steps);
  const moments = accumulator.finish();
  const of = (form: DisagreementForm) => {
    const spread = disagreementPerStep(moments, { std }, form);
    return spread && Array.from(spread.values);
  };
  return {
    rms: of('rms'),
    variance: of('variance'),
    pairwise: actions.length > MAX_PAIRED_MEMBERS ? null : of('pairwise'),
  };
}

function ofActions(actions: number[][][][], std: number[], fields: readonly string[]) {
  const spreads = actions[0].map((_, t) =>
    chunkSpread(
      actions.map((member) => member[t].flat()),
      std,
    ),
  );
  const per = (key: keyof ChunkSpread) => {
    const known = spreads.flatMap((spread) => (spread ? [spread[key]] : []));
    return known.length === spreads.length ? known : null;
  };
  const pairwise = per('pairwise');
  const rollout = (window: number) => pairwise && scoreRollout(Float64Array.from(pairwise), window);
  const whole = rollout(1);
  const windows = fields.flatMap((field) => {
    const width = WINDOW.exec(field)?.[1];
    return width ? [[field, rollout(Number(width))?.windowMax ?? null]] : [];
  });
  return {
    mean_pairwise_l2_per_step: pairwise,
    mean_pairwise_sq_l2_per_step: per('pairwiseSquared'),
    sum_population_variance_per_step: per('populationVariance'),
    sum_sample_variance_per_step: per('sampleVariance'),
    mean_over_trajectory: whole?.mean ?? null,
    max_over_trajectory: whole?.max ?? null,
    p95_linear: whole?.p95 ?? null,
    ...Object.fromEntries(windows),
    rms_per_dim_per_step: per('rms'),
    committee_std_mean: per('committeeStd'),
    from_moments: cachedForms(actions, std),
  };
}

function ofGaussians(means: number[][], sigmas: number[][]) {
  const { mean, aleatoric, epistemic } = gaussianSplit(means, sigmas);
  return { mean, aleatoric, epistemic, total_variance: epistemic && aleatoric.map((value, d) => value + epistemic[d]) };
}

/** Spread of action chunks between members in every form, its aggregates, and the split of Gaussian ensembles. */
export const continuousDisagreement: VectorSet<Input, object, Found> = {
  apart: ['identity_check'],
  compute({ input, expected }) {
    const { actions_members_steps_horizon_dims: actions, action_std: std } = input;
    if (actions && std) return ofActions(actions, std, Object.keys(expected));
    if (input.mu_members_dims && input.sigma_members_dims)
      return ofGaussians(input.mu_members_dims, input.sigma_members_dims);
    throw new Error('There is no code for this input.');
  },
  wanted({ input, expected }) {
    const unknown = Object.fromEntries(Object.keys(expected).map((field) => [field, null]));
    if (input.actions_members_steps_horizon_dims?.length === 1) return unknown;
    return input.mu_members_dims?.length === 1 ? { ...expected, epistemic: null, total_variance: null } : expected;
  },
  judge({ input, expected }, { from_moments: cached }) {
    const actions = input.actions_members_steps_horizon_dims;
    if (!actions || !cached) return [];
    const reference = new Map<string, number[]>(Object.entries(expected));
    const cells = actions[0][0].flat().length;
    const known = actions.length > 1;
    const against = (form: DisagreementForm, values: number[] | undefined) =>
      values ? differences(`from_moments.${form}`, cached[form], known ? values : null, SINGLE) : [];
    return [
      ...against('rms', reference.get('rms_per_dim_per_step')),
      ...against(
        'variance',
        reference.get('sum_population_variance_per_step')?.map((sum) => sum / cells),
      ),
      ...(actions.length > MAX_PAIRED_MEMBERS ? [] : against('pairwise', reference.get('mean_pairwise_l2_per_step'))),
    ];
  },
};
