/** What is known of how a configuration answers to demonstrations. Variances are of log scores. */
export interface SaturationEvidence {
  /** Confirmed demonstrations per configuration. */
  readonly demonstrated: Float64Array;
  /** Between repeated rollouts of one configuration, pooled over all (s_w²). */
  readonly noise: number;
  /** Of what is peculiar to one configuration (τ²): all that demonstrations there can still teach. */
  readonly nugget: number;
  /** Variance between repeated rollouts of the configuration itself; NaN where it was not repeated. */
  readonly repeated: Float64Array;
}

/** How many rollouts the pooled variance is worth beside a configuration's own. */
const POOLED_WORTH = 4;

/**
 * Factor on the score of each configuration, 1 without demonstrations and falling as √(s² / (s² + n·τ²)): the share of
 * its own spread that n demonstrations leave. Disagreement that stays however much is recorded is irreducible, and
 * would else be asked for for ever. s² is the configuration's repeat variance, drawn towards the pooled one. O(N).
 */
export function saturationDiscount({ demonstrated, noise, nugget, repeated }: SaturationEvidence): Float64Array {
  return demonstrated.map((count, i) => {
    const own = repeated[i];
    const within = Number.isFinite(own) ? (own + POOLED_WORTH * noise) / (1 + POOLED_WORTH) : noise;
    const peculiar = count * nugget;
    return peculiar > 0 ? Math.sqrt(within / (within + peculiar)) : 1;
  });
}
