import { DomainError } from '../errors';
import { type CategoricalUncertainty, categoricalUncertainty, softmax } from './decomposition';
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

/** What each signal reads off one token; null for one member, of whom nothing of the kind is known. */
const READ: Record<string, (token: CategoricalUncertainty) => number | null> = {
  'mutual information': (token) => token.epistemic,
  'token entropy': (token) => token.total,
  'expected entropy': (token) => token.aleatoric,
  'KL maximum': (token) => token.klMax,
  'vote entropy': (token) => token.voteEntropy,
};

/**
 * Uncertainty of action tokens per step: means over tokens of entropies as shares of ln V (the vocabulary). The main
 * signal is the mutual information of several members (BALD, Houlsby et al. 2011); one member has its token entropy
 * alone, a proxy of total uncertainty. O(members · steps · tokens · V). Throws DomainError invalid for values that are
 * no distributions.
 */
export function signalsOfDistributions({ form, shape, values }: Distributions): StepSignals {
  const [members, steps, tokens, vocabulary] = shape;
  if (vocabulary < 2 || tokens < 1 || members < 1)
    throw new DomainError('invalid', 'Distributions need members, tokens and at least two values a token can take.');
  const per = steps * tokens * vocabulary;
  const most = Math.log(vocabulary);
  const names = Object.keys(READ).filter((name) => members > 1 || name === 'token entropy');
  const found = new Map(names.map((name) => [name, new Float64Array(steps)]));
  for (let t = 0; t < steps; t++)
    for (let k = 0; k < tokens; k++) {
      const at = (t * tokens + k) * vocabulary;
      const token = categoricalUncertainty(
        Array.from({ length: members }, (_, m) =>
          probabilities(values.subarray(m * per + at, m * per + at + vocabulary), form, t),
        ),
      );
      for (const [name, series] of found) series[t] += (READ[name](token) ?? 0) / (most * tokens);
    }
  return { main: names[0], values: found };
}
