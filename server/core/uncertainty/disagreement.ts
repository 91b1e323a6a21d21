import { DomainError } from '../errors';
import { MAX_PAIRED_MEMBERS, type Moments, pairCount } from './moments';
import type { ActionScale } from './scale';
import type { DisagreementForm } from './schema';

/** Spread per decision step, with what it measures. */
export interface StepSpread {
  /**
   * `disagreement` between members; `dropout disagreement` between passes of one model, which an ensemble's exceeds;
   * `sample spread` of a single stochastic model, which is mostly not ignorance.
   */
  readonly measure: 'disagreement' | 'dropout disagreement' | 'sample spread';
  readonly values: Float64Array;
  /** Spread of one member's own samples (aleatoric part), in the same units; null where it is not known. */
  readonly aleatoric: Float64Array | null;
}

/** 1 / std² per dimension, 0 for those left out, and how many are not. */
function inverseVariances({ dims }: Moments, { std }: Pick<ActionScale, 'std'>) {
  if (std.length !== dims)
    throw new DomainError(
      'invalid',
      `The scale has ${std.length} dimensions, the predictions have ${dims}: they belong to different action spaces.`,
    );
  const inverse = Float64Array.from(std, (spread) => (spread > 0 ? 1 / (spread * spread) : 0));
  const compared = inverse.filter((value) => value > 0).length;
  if (compared === 0) throw new DomainError('invalid', 'The scale leaves out every action dimension.');
  return { inverse, compared };
}

/** Σ_d row[d] · inverse[d] over the `row`-th vector of `cells`. */
function weightedRow(cells: Float32Array, row: number, inverse: Float64Array): number {
  let sum = 0;
  for (let d = 0, at = row * inverse.length; d < inverse.length; d++) sum += cells[at++] * inverse[d];
  return sum;
}

/** Mean over pairs of the L2 distance between standardised chunks, each squared distance freed of sampling noise. */
function pairwisePerStep(moments: Moments, inverse: Float64Array): Float64Array {
  const { members, steps, pairSquares, samplingBias } = moments;
  if (!pairSquares)
    throw new DomainError(
      'invalid',
      `The pairwise form is kept for at most ${MAX_PAIRED_MEMBERS} members and here are ${members}; choose rms or variance.`,
    );
  const pairs = pairCount(members);
  return Float64Array.from({ length: steps }, (_, t) => {
    const bias = (2 * members * weightedRow(samplingBias, t, inverse)) / (members - 1);
    let sum = 0;
    for (let pair = 0; pair < pairs; pair++)
      sum += Math.sqrt(Math.max(0, weightedRow(pairSquares, t * pairs + pair, inverse) - bias));
    return sum / pairs;
  });
}

/**
 * Disagreement per step, or null ("unknown") for one deterministic member, of which nothing can be said.
 *
 * With z = action / std over the executed horizon H and D dimensions: `variance` = mean over H·D of the population
 * variance of z over members, `rms` = its square root, `pairwise` = mean over pairs of ‖zₘ − zₘ′‖₂ over the chunk.
 * With several samples the variance between members is freed of sampling noise, Var_m(x̄) − bias, at least 0, and the
 * law of total variance gives the part within members beside it. D counts the dimensions that the scale does not leave out.
 * O(steps · dims), times pairs for pairwise. Throws DomainError invalid when scale or form do not fit the moments.
 */
export function disagreementPerStep(
  moments: Moments,
  scale: Pick<ActionScale, 'std'>,
  form: DisagreementForm,
): StepSpread | null {
  const { members, samples, steps, horizon, between, within, samplingBias, passes, ownSpread } = moments;
  const { inverse, compared } = inverseVariances(moments, scale);
  if (members === 1 && samples === 1) return null;

  const cells = horizon * compared;
  const finish = (squares: number) => (form === 'variance' ? squares / cells : Math.sqrt(squares / cells));
  const own = (t: number) => {
    const squares = weightedRow(within, t, inverse);
    // Two draws of one member lie E‖z − z′‖² = 2·Var apart, which makes the two parts comparable.
    return form === 'pairwise' ? Math.sqrt(2 * squares) : finish(squares);
  };
  const aleatoric = ownSpread ? Float64Array.from({ length: steps }, (_, t) => own(t)) : null;
  if (members === 1) return aleatoric && { measure: 'sample spread', values: aleatoric, aleatoric };

  const values =
    form === 'pairwise'
      ? pairwisePerStep(moments, inverse)
      : Float64Array.from({ length: steps }, (_, t) =>
          finish(Math.max(0, weightedRow(between, t, inverse) - weightedRow(samplingBias, t, inverse))),
        );
  return { measure: passes ? 'dropout disagreement' : 'disagreement', values, aleatoric };
}
