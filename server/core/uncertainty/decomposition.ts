import { DomainError } from '../errors';
import { assertFinite } from '../numeric/finite';

/** Uncertainty of one prediction over C classes by M members, in nats where not a share. */
export interface CategoricalUncertainty {
  readonly mean: Float64Array;
  /** Entropy of the mean prediction: all uncertainty (consensus entropy). */
  readonly total: number;
  /** Mean entropy of the members: what each of them cannot decide. */
  readonly aleatoric: number;
  /**
   * Mutual information (BALD): what more data could decide; null ("unknown") for one member. Total − aleatoric, as the mean
   * of KL(p_m ‖ mean), in which nothing cancels.
   */
  readonly epistemic: number | null;
  /** Greatest divergence KL(p_m ‖ mean) of a member; null for one member. */
  readonly klMax: number | null;
  /** Entropy of the members' votes; null for one member. */
  readonly voteEntropy: number | null;
  /** Share of members outside the majority; null for one member. */
  readonly variationRatio: number | null;
  /** 1 − greatest mean probability. */
  readonly leastConfidence: number;
  /** Greatest minus second greatest mean probability; small means undecided. */
  readonly margin: number;
}

/** −Σ p ln p with 0 ln 0 = 0, in nats. */
function entropy(p: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < p.length; c++) if (p[c] > 0) sum -= p[c] * Math.log(p[c]);
  return Math.max(0, sum);
}

/** Σ p ln(p/q) with 0 ln 0 = 0; infinite where q is 0 and p is not. Rounding below 0 counts as 0. */
function divergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < p.length; c++) if (p[c] > 0) sum += p[c] * Math.log(p[c] / q[c]);
  return Math.max(0, sum);
}

/** Index of the greatest entry, the first of equals. */
function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/**
 * Decomposes the uncertainty of an ensemble's class probabilities; `members` holds one distribution per member.
 * Houlsby et al. 2011 (BALD), Settles 2009 (votes, margins). What compares members is null for a single one.
 * O(members · classes). Throws DomainError invalid without members or classes, where they differ in length, or for a
 * value that is not finite.
 */
export function categoricalUncertainty(members: readonly ArrayLike<number>[]): CategoricalUncertainty {
  const count = members.length;
  const classes = members[0]?.length ?? 0;
  if (classes === 0 || members.some((p) => p.length !== classes))
    throw new DomainError('invalid', 'Members must predict probabilities of the same classes, and there must be some.');
  for (const p of members) assertFinite(p, 'A predicted distribution');

  const mean = new Float64Array(classes);
  const votes = new Float64Array(classes);
  let aleatoric = 0;
  for (const p of members) {
    for (let c = 0; c < classes; c++) mean[c] += p[c] / count;
    votes[argmax(p)] += 1 / count;
    aleatoric += entropy(p) / count;
  }
  const total = entropy(mean);
  const several = count > 1;
  const divergences = members.map((p) => divergence(p, mean));
  const sorted = mean.slice().sort();
  return {
    mean,
    total,
    aleatoric,
    epistemic: several ? divergences.reduce((sum, value) => sum + value / count, 0) : null,
    klMax: several ? Math.max(...divergences) : null,
    voteEntropy: several ? entropy(votes) : null,
    variationRatio: several ? 1 - Math.max(...votes) : null,
    leastConfidence: 1 - sorted[classes - 1],
    margin: classes > 1 ? sorted[classes - 1] - sorted[classes - 2] : 1,
  };
}

/**
 * Probabilities of logits, the greatest subtracted first; a masked token (−∞) has none. O(vocabulary). Throws DomainError
 * invalid where the logits give no distribution: none, NaN, +∞, or all masked.
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const greatest = logits[argmax(logits)];
  const weights = Float64Array.from(logits, (logit) => Math.exp(logit - greatest));
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(mass > 0)) throw new DomainError('invalid', 'The logits of a token hold no number that can be compared.');
  return weights.map((weight) => weight / mass);
}

/** An entropy over `classes` as a share of the greatest possible, ln `classes`; 0 where there is nothing to decide. */
export const shareOfMost = (nats: number, classes: number): number => (classes > 1 ? nats / Math.log(classes) : 0);

/** Mean and variances of an equal mixture of Gaussians, per dimension. */
export interface GaussianSplit {
  readonly mean: Float64Array;
  /** Mean of the members' own variances. */
  readonly aleatoric: Float64Array;
  /** Population variance of the members' means; null ("unknown") for one member. */
  readonly epistemic: Float64Array | null;
}

/**
 * Splits the variance of an ensemble of heteroscedastic Gaussians: the parts add up to the mixture's variance.
 * `means` and `sigmas` hold one vector per member. Lakshminarayanan et al. 2017. O(members · dims).
 */
export function gaussianSplit(
  means: readonly ArrayLike<number>[],
  sigmas: readonly ArrayLike<number>[],
): GaussianSplit {
  const members = means.length;
  for (const values of [...means, ...sigmas]) assertFinite(values, 'A predicted mean or spread');
  if (members === 0 || sigmas.length !== members)
    throw new DomainError('invalid', `${members} predicted means and ${sigmas.length} spreads do not belong together.`);
  const average = (value: (m: number, d: number) => number) =>
    Float64Array.from(means[0], (_, d) => means.reduce((sum, _vector, m) => sum + value(m, d) / members, 0));
  const mean = average((m, d) => means[m][d]);
  return {
    mean,
    aleatoric: average((m, d) => sigmas[m][d] ** 2),
    epistemic: members > 1 ? average((m, d) => (means[m][d] - mean[d]) ** 2) : null,
  };
}
