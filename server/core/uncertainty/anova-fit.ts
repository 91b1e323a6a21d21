import { minimise } from '../numeric/bfgs';
import {
  type AnovaPosterior,
  type AnovaVariances,
  conditionAnova,
  forEachPair,
  type Observations,
} from './anova-process';
import { type LevelDistances, usualReach } from './level-likeness';

/** Below this many measured configurations the variances stay at their defaults. */
export const MIN_FITTED = 20;

/** The likelihood is maximised on at most this many, evenly spread over the observations: a pass costs n³. */
const MAX_FITTED = 200;

/** Starts are compared on at most this many; only the best is followed to the end. */
const MAX_COMPARED = 100;

/**
 * Variances to start from, and to stay at while little is known: `between` split 60 % over the main effects, 25 % over
 * pairs and 15 % for the configuration itself; embedded levels are alike over their median distance.
 */
export function defaultVariances(
  distances: readonly (LevelDistances | null)[],
  between: number,
  noise: number,
): AnovaVariances {
  const factors = distances.length;
  const pairs = (factors * (factors - 1)) / 2;
  return {
    main: new Array(factors).fill((0.6 * between) / factors),
    pair: pairs > 0 ? (0.25 * between) / pairs : 0,
    nugget: (pairs > 0 ? 0.15 : 0.4) * between,
    noise,
    reach: distances.map((table) => table && usualReach(table)),
  };
}

/** Logarithms of the variances, in order main, pair, nugget, noise, and of the reaches there are. */
function toLogs({ main, pair, nugget, noise, reach }: AnovaVariances): Float64Array {
  const reaches = reach.flatMap((distance) => distance ?? []);
  return Float64Array.from([...main, Math.max(pair, 1e-12), nugget, noise, ...reaches], Math.log);
}

function fromLogs(logs: Float64Array, like: AnovaVariances): AnovaVariances {
  const factors = like.main.length;
  const values = Array.from(logs, Math.exp);
  const [pair, nugget, noise] = values.slice(factors, factors + 3);
  let next = factors + 3;
  const reach = like.reach.map((distance) => (distance === null ? null : values[next++]));
  return { main: values.slice(0, factors), pair, nugget, noise, reach };
}

/**
 * Gradient of the restricted log likelihood with respect to the logarithms of the parameters,
 * ½ Σᵢⱼ (αᵢαⱼ − Pᵢⱼ) ∂Kᵢⱼ/∂ln θ. O(n² · factors).
 */
function likelihoodGradient(
  observations: Observations,
  variances: AnovaVariances,
  { alpha, projected }: AnovaPosterior,
): Float64Array {
  const { n, factors, rollouts } = observations;
  const { main, pair, nugget, noise, reach } = variances;
  const byMain = new Float64Array(factors);
  const byReach = new Float64Array(factors);
  let byPair = 0;
  forEachPair(observations, variances, (i, j, alike) => {
    const weight = alpha[i] * alpha[j] - projected[i * n + j];
    let sum = 0;
    let squares = 0;
    for (let f = 0; f < factors; f++) {
      byMain[f] += weight * alike[f];
      sum += alike[f];
      squares += alike[f] * alike[f];
    }
    byPair += (weight * (sum * sum - squares)) / 2;
    for (let f = 0; f < factors; f++) {
      if (reach[f] === null || alike[f] <= 0) continue;
      // ∂s/∂ln r = −2 s ln s for s = exp(−d²/2r²).
      const slope = -2 * alike[f] * Math.log(alike[f]);
      byReach[f] += weight * slope * (main[f] + pair * (sum - alike[f]));
    }
  });
  let own = 0;
  let ownPerRollout = 0;
  for (let i = 0; i < n; i++) {
    const diagonal = alpha[i] * alpha[i] - projected[i * n + i];
    own += diagonal;
    ownPerRollout += diagonal / rollouts[i];
  }
  // Every pair above stands for two entries of the matrix, the diagonal for one.
  const pairsOfFactors = (factors * (factors - 1)) / 2;
  return Float64Array.of(
    ...main.map((variance, f) => variance * (byMain[f] + 0.5 * own)),
    pair * (byPair + 0.5 * pairsOfFactors * own),
    0.5 * nugget * own,
    0.5 * noise * ownPerRollout,
    ...reach.flatMap((distance, f) => (distance === null ? [] : byReach[f])),
  );
}

/** Every k-th observation, such that at most `most` are left. */
function thinned(all: Observations, most: number): Observations {
  const stride = Math.ceil(all.n / most);
  if (stride === 1) return all;
  const kept = Array.from({ length: Math.ceil(all.n / stride) }, (_, i) => i * stride);
  const { factors } = all;
  return {
    n: kept.length,
    factors,
    levels: Int32Array.from(kept.flatMap((i) => Array.from(all.levels.subarray(i * factors, (i + 1) * factors)))),
    y: Float64Array.from(kept, (i) => all.y[i]),
    rollouts: Float64Array.from(kept, (i) => all.rollouts[i]),
    distances: all.distances,
  };
}

/**
 * Negative restricted log likelihood plus log-normal penalties around `prior`: sd 1 for effects and reaches, √(2/dof)
 * for the noise, which `noiseDof` degrees of freedom have measured already. Value and gradient over the logarithms.
 */
export function penalisedLikelihood(observations: Observations, prior: AnovaVariances, noiseDof: number) {
  const centre = toLogs(prior);
  const noiseAt = observations.factors + 2;
  const noiseWidth = Math.min(1, Math.sqrt(2 / Math.max(noiseDof, 1)));
  return (logs: Float64Array) => {
    const variances = fromLogs(logs, prior);
    const posterior = conditionAnova(observations, variances);
    const gradient = likelihoodGradient(observations, variances, posterior);
    let value = -posterior.logLikelihood;
    for (let i = 0; i < logs.length; i++) {
      const width = i === noiseAt ? noiseWidth : 1;
      const offset = (logs[i] - centre[i]) / width;
      value += 0.5 * offset * offset;
      gradient[i] = offset / width - gradient[i];
    }
    return { value, gradient };
  };
}

/**
 * Variances that maximise the penalised likelihood, from three starts: the prior, mostly main effects, mostly nugget.
 * Deterministic; the first of equally good ones. Call with at least {@link MIN_FITTED} observations.
 */
export function fitVariances(observations: Observations, prior: AnovaVariances, noiseDof: number): AnovaVariances {
  const { factors } = observations;
  const compared = penalisedLikelihood(thinned(observations, MAX_COMPARED), prior, noiseDof);
  const tilts = toLogs(prior).map((_, i) => (i < factors ? 1 : i < factors + 2 ? -1 : 0));
  const starts = [0, 1, -1].map((tilt) => toLogs(prior).map((log, i) => log + tilt * tilts[i]));
  const [best] = starts.map((start) => minimise(compared, start)).sort((a, b) => a.value - b.value);
  if (observations.n <= MAX_COMPARED) return fromLogs(best.x, prior);
  const objective = penalisedLikelihood(thinned(observations, MAX_FITTED), prior, noiseDof);
  return fromLogs(minimise(objective, best.x).x, prior);
}
