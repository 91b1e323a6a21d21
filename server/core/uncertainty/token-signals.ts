import { featuresOf } from '../acquisition/distance';
import { expectedGradientLength } from '../acquisition/expected-model-change';
import { DomainError } from '../errors';
import { type CategoricalUncertainty, categoricalUncertainty, shareOfMost, softmax } from './decomposition';
import type { StepSignals } from './signals';

/** What the action-token heads of members said at every step. */
export interface Distributions {
  readonly form: 'logits' | 'probabilities';
  /** [members, steps, tokens, vocabulary], row-major. */
  readonly shape: readonly [number, number, number, number];
  readonly values: Float32Array;
}

/** How far probabilities may be from adding up to 1. */
const SLACK = 1e-3;

function probabilities(row: Float32Array, form: Distributions['form'], step: number): Float64Array {
  if (form === 'logits') {
    if (row.some((value) => Number.isNaN(value) || value === Number.POSITIVE_INFINITY) || !row.some(Number.isFinite))
      throw new DomainError('invalid', `A logit of step ${step} is not a number. Nothing was kept.`);
    return softmax(row);
  }
  const sum = row.reduce((total, value) => total + value, 0);
  if (!row.every((value) => value >= 0) || !(Math.abs(sum - 1) <= SLACK))
    throw new DomainError(
      'invalid',
      `The probabilities of a token of step ${step} add up to ${Number(sum.toPrecision(4))} instead of 1. Nothing was kept.`,
    );
  return Float64Array.from(row, (value) => value / sum);
}

const ONE = featuresOf([[1]]);

/** Expected gradient length of a token's last layer for features of length 1, from 0 to below 1. */
const gradientLength = ({ mean }: CategoricalUncertainty) =>
  expectedGradientLength({ rows: 1, columns: mean.length, values: mean }, ONE)[0];

const share = (nats: number | null, { mean }: CategoricalUncertainty) => shareOfMost(nats ?? 0, mean.length);

/** What each signal reads off one token. */
const READ: Record<string, (token: CategoricalUncertainty) => number> = {
  'mutual information': (token) => share(token.epistemic, token),
  'token entropy': (token) => share(token.total, token),
  'expected gradient length': gradientLength,
  'expected entropy': (token) => share(token.aleatoric, token),
  'KL maximum': (token) => share(token.klMax, token),
  'vote entropy': (token) => share(token.voteEntropy, token),
};
/** What one member says as well; the others compare members. */
const OF_ONE = ['token entropy', 'expected gradient length'];

/**
 * Uncertainty of action tokens per step: means over tokens of entropies as shares of ln V (the vocabulary), and of how far
 * a label would be expected to pull the mean prediction (Settles & Craven 2008). The main signal is the mutual information
 * of several members (BALD, Houlsby et al. 2011); of one member it is the token entropy, a proxy of total uncertainty. O(members · steps · tokens · V). Throws DomainError invalid for values that are
 * no distributions.
 */
export function signalsOfDistributions({ form, shape, values }: Distributions): StepSignals {
  const [members, steps, tokens, vocabulary] = shape;
  if (vocabulary < 2 || tokens < 1 || members < 1)
    throw new DomainError('invalid', 'Distributions need members, tokens and at least two values a token can take.');
  const per = steps * tokens * vocabulary;
  const names = Object.keys(READ).filter((name) => members > 1 || OF_ONE.includes(name));
  const found = new Map(names.map((name) => [name, new Float64Array(steps)]));
  for (let t = 0; t < steps; t++)
    for (let k = 0; k < tokens; k++) {
      const at = (t * tokens + k) * vocabulary;
      const token = categoricalUncertainty(
        Array.from({ length: members }, (_, m) =>
          probabilities(values.subarray(m * per + at, m * per + at + vocabulary), form, t),
        ),
      );
      for (const [name, series] of found) series[t] += READ[name](token) / tokens;
    }
  return { main: names[0], values: found };
}
