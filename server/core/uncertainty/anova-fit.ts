import { minimise } from '../numeric/bfgs';
import {
  type AnovaPosterior,
  type AnovaVariances,
  conditionAnova,
  type Observations,
  sharedLevelMasks,
  sharedPairs,
} from './anova-process';

/** Below this many measured configurations the variances stay at their defaults. */
export const MIN_FITTED = 20;

/** The likelihood is maximised on at most this many, evenly spread over the observations: a pass costs n³. */
const MAX_FITTED = 200;

/**
 * Variances to start from, and to stay at while little is known: `between` split 60 % over the main effects, 25 % over
 * pairs and 15 % for the configuration itself.
 */
export function defaultVariances(factors: number, between: number, noise: number): AnovaVariances {
  const pairs = (factors * (factors - 1)) / 2;
  return {
    main: new Array(factors).fill((0.6 * between) / factors),
    pair: pairs > 0 ? (0.25 * between) / pairs : 0,
    nugget: (pairs > 0 ? 0.15 : 0.4) * between,
    noise,
  };
}

const toLogs = ({ main, pair, nugget, noise }: AnovaVariances) =>
  Float64Array.from([...main, Math.max(pair, 1e-12), nugget, noise], Math.log);

function fromLogs(logs: Float64Array): AnovaVariances {
  const [pair, nugget, noise] = logs.slice(-3).map(Math.exp);
  return { main: Array.from(logs.slice(0, -3), Math.exp), pair, nugget, noise };
}

/**
 * Gradient of the restricted log likelihood with respect to the logarithms of the variances,
 * ½ θ Σᵢⱼ (αᵢαⱼ − Pᵢⱼ) ∂Kᵢⱼ/∂θ, summed by mask first since ∂K depends on nothing else. O(n²).
 */
function likelihoodGradient(
  { n, factors, rollouts }: Observations,
  masks: Uint8Array,
  { main, pair, nugget, noise }: AnovaVariances,
  { alpha, projected }: AnovaPosterior,
): Float64Array {
  const byMask = new Float64Array(1 << factors);
  let own = 0;
  let ownPerRollout = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) byMask[masks[i * n + j]] += alpha[i] * alpha[j] - projected[i * n + j];
    const diagonal = alpha[i] * alpha[i] - projected[i * n + i];
    own += diagonal;
    ownPerRollout += diagonal / rollouts[i];
  }
  const gradient = new Float64Array(factors + 3);
  for (let mask = 0; mask < byMask.length; mask++) {
    for (let f = 0; f < factors; f++) if (mask & (1 << f)) gradient[f] += 0.5 * main[f] * byMask[mask];
    gradient[factors] += 0.5 * pair * sharedPairs(mask) * byMask[mask];
  }
  gradient[factors + 1] = 0.5 * nugget * own;
  gradient[factors + 2] = 0.5 * noise * ownPerRollout;
  return gradient;
}

/** Every k-th observation, such that at most MAX_FITTED are left. */
function thinned(all: Observations): Observations {
  const stride = Math.ceil(all.n / MAX_FITTED);
  if (stride === 1) return all;
  const kept = Array.from({ length: Math.ceil(all.n / stride) }, (_, i) => i * stride);
  const { factors } = all;
  return {
    n: kept.length,
    factors,
    levels: Int32Array.from(kept.flatMap((i) => Array.from(all.levels.subarray(i * factors, (i + 1) * factors)))),
    y: Float64Array.from(kept, (i) => all.y[i]),
    rollouts: Float64Array.from(kept, (i) => all.rollouts[i]),
  };
}

/**
 * Negative restricted log likelihood plus log-normal penalties around `prior`: sd 1 for the effects, √(2/dof) for the
 * noise, which `noiseDof` degrees of freedom have measured already. Value and gradient over the log variances.
 */
export function penalisedLikelihood(observations: Observations, prior: AnovaVariances, noiseDof: number) {
  const masks = sharedLevelMasks(observations);
  const centre = toLogs(prior);
  const widths = centre.map((_, i) =>
    i === centre.length - 1 ? Math.min(1, Math.sqrt(2 / Math.max(noiseDof, 1))) : 1,
  );
  return (logs: Float64Array) => {
    const variances = fromLogs(logs);
    const posterior = conditionAnova(observations, masks, variances);
    const gradient = likelihoodGradient(observations, masks, variances, posterior);
    let value = -posterior.logLikelihood;
    for (let i = 0; i < logs.length; i++) {
      const offset = (logs[i] - centre[i]) / widths[i];
      value += 0.5 * offset * offset;
      gradient[i] = offset / widths[i] - gradient[i];
    }
    return { value, gradient };
  };
}

/**
 * Variances that maximise the penalised likelihood, from three starts: the prior, mostly main effects, mostly nugget.
 * Deterministic; the first of equally good ones. Call with at least {@link MIN_FITTED} observations.
 */
export function fitVariances(observations: Observations, prior: AnovaVariances, noiseDof: number): AnovaVariances {
  const objective = penalisedLikelihood(thinned(observations), prior, noiseDof);
  const { factors } = observations;
  const starts = [0, 1, -1].map((tilt) =>
    toLogs(prior).map((log, i) => log + tilt * (i < factors ? 1 : i === factors + 2 ? 0 : -1)),
  );
  const [best] = starts.map((start) => minimise(objective, start)).sort((a, b) => a.value - b.value);
  return fromLogs(best.x);
}
