import type { AnovaPosterior, AnovaVariances, Observations } from './anova-process';
import { predictProcess } from './gaussian-process';
import { levelLikeness } from './level-likeness';

/** Row-major [rows, factors] level indices; a negative index says that the factor does not apply. */
export interface LevelTable {
  readonly factors: number;
  readonly levels: Int32Array | Uint16Array;
}

/**
 * One term of the kernel, a factor or a pair of factors. Its covariance with an observation depends only on the key
 * (the combination of levels) of either, so that sums over observations become tables over keys.
 */
interface Effect {
  readonly first: number;
  /** Null for a main effect. */
  readonly second: number | null;
  readonly variance: number;
  /** Place in the tables per key, −1 for a key unlike everything measured. */
  readonly placeOf: Int32Array;
  readonly places: number;
  /** Slot of each observation among the distinct keys that were measured. */
  readonly slots: Int32Array;
  readonly measured: number;
  /** How alike a place is to a measured slot; null where places are the slots themselves. */
  readonly likeness: ((place: number, slot: number) => number) | null;
}

/** Most entries the quadratic tables may have (256 MB). */
const MAX_ENTRIES = 32e6;
/** Multiplications that solving row by row may take (seconds), where the tables have more; beyond it the variance is bounded. */
const MAX_STEPS = 4e9;

const keyOf = (levels: ArrayLike<number>, at: number, first: number, second: number | null, counts: number[]) =>
  second === null ? levels[at + first] + 1 : (levels[at + first] + 1) * counts[second] + levels[at + second] + 1;

type Likeness = ReturnType<typeof levelLikeness>;

function effectOf(
  { n, factors, levels }: Observations,
  counts: number[],
  alike: readonly Likeness[],
  first: number,
  second: number | null,
  variance: number,
): Effect {
  const keys = counts[first] * (second === null ? 1 : counts[second]);
  const placeOf = new Int32Array(keys).fill(-1);
  const slots = new Int32Array(n);
  const measuredKeys: number[] = [];
  for (let i = 0; i < n; i++) {
    const key = keyOf(levels, i * factors, first, second, counts);
    if (placeOf[key] < 0) placeOf[key] = measuredKeys.push(key) - 1;
    slots[i] = placeOf[key];
  }
  const measured = measuredKeys.length;
  const effect = { first, second, variance, placeOf, places: measured, slots, measured, likeness: null };
  if (!alike[first] && !(second !== null && alike[second])) return effect;
  const below = second === null ? 1 : counts[second];
  const same = (f: number, a: number, b: number) => (a === b ? 1 : (alike[f]?.(a - 1, b - 1) ?? 0));
  const likeness = (place: number, slot: number) => {
    const key = measuredKeys[slot];
    const main = same(first, Math.floor(place / below), Math.floor(key / below));
    return second === null || main === 0 ? main : main * same(second, place % below, key % below);
  };
  return { ...effect, placeOf: placeOf.map((_, key) => key), places: keys, likeness };
}

/** All main effects, then all pairs. `counts` are the numbers of keys per factor. */
function effectsOf(observations: Observations, counts: number[], { main, pair, reach }: AnovaVariances): Effect[] {
  const alike = observations.distances.map((table, f) => levelLikeness(table, reach[f]));
  const effects = main.map((variance, f) => effectOf(observations, counts, alike, f, null, variance));
  for (let f = 0; f < main.length; f++)
    for (let g = f + 1; g < main.length; g++) effects.push(effectOf(observations, counts, alike, f, g, pair));
  return effects;
}

/** Rows of `table` (measured × width) summed up for every place of the effect: places × width. */
function atPlaces({ likeness, places, measured }: Effect, table: Float64Array, width: number): Float64Array {
  if (!likeness) return table;
  const spread = new Float64Array(places * width);
  for (let place = 0; place < places; place++)
    for (let slot = 0; slot < measured; slot++) {
      const share = likeness(place, slot);
      if (share > 0) for (let k = 0; k < width; k++) spread[place * width + k] += share * table[slot * width + k];
    }
  return spread;
}

/** `rows` × width as width × `rows`. */
function transposed(table: Float64Array, rows: number): Float64Array {
  const width = table.length / rows;
  return table.map((_, at) => table[(at % rows) * width + Math.floor(at / rows)]);
}

/** Covariance-weighted sum of `weights` over the observations, per place. */
function sumByPlace(effect: Effect, weights: Float64Array): Float64Array {
  const table = new Float64Array(effect.measured);
  for (let i = 0; i < weights.length; i++) table[effect.slots[i]] += effect.variance * weights[i];
  return atPlaces(effect, table, 1);
}

/** Σⱼ Pᵢⱼ over the observations j at each place of `b`: n × places. O(n²). */
function gathered(b: Effect, projected: Float64Array): Float64Array {
  const { slots, measured } = b;
  const n = slots.length;
  const table = new Float64Array(n * measured);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) table[i * measured + slots[j]] += b.variance * projected[i * n + j];
  return b.likeness ? transposed(atPlaces(b, transposed(table, n), n), b.places) : table;
}

/** factor · v·v′·Σ Pᵢⱼ over observations i at a place of `a` and j at a place of `b`: places × places. O(n · places). */
function crossTable(a: Effect, b: Effect, gatheredB: Float64Array, factor: number): Float64Array {
  const width = b.places;
  const scale = factor * a.variance;
  const table = new Float64Array(a.measured * width);
  for (let i = 0; i < a.slots.length; i++) {
    const to = a.slots[i] * width;
    const from = i * width;
    for (let k = 0; k < width; k++) table[to + k] += scale * gatheredB[from + k];
  }
  return atPlaces(a, table, width);
}

/** Predictions of the noise-free function for every row, on the log scale, without the rows' own nugget. */
export interface Field {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly exact: boolean;
}

/**
 * Posterior mean and variance for every row of `matrix`. Both are sums of look-ups, because the kernel is a sum of
 * indicator terms: k*ᵀα = Σ_g M_g[slot] and k*ᵀP k* = Σ_g Σ_h T_gh[slot, slot′], so a row costs E + E(E+1)/2 look-ups
 * for E = F + F(F−1)/2 effects instead of n²/2 multiplications, and nothing is approximated. Where the tables would not fit,
 * few rows are solved one by one, and many have the upper bound from conditioning on the best single observation.
 * O(E² n² + N E²), and O(N n²) row by row.
 */
export function predictField(
  matrix: LevelTable,
  observations: Observations,
  variances: AnovaVariances,
  posterior: AnovaPosterior,
  { maxEntries = MAX_ENTRIES, maxSteps = MAX_STEPS } = {},
): Field {
  const { factors, levels } = matrix;
  const rows = levels.length / factors;
  const counts = keyCounts(matrix, observations);
  const effects = effectsOf(observations, counts, variances);
  const means = effects.map((effect) => sumByPlace(effect, posterior.alpha));
  const trends = effects.map((effect) => sumByPlace(effect, posterior.trendWeights));
  const sizes = effects.map(({ places }) => places);
  const entries = sizes.reduce((sum, a, g) => sum + sizes.slice(g).reduce((inner, b) => inner + a * b, 0), 0);
  const tabled = entries <= maxEntries;
  const exact = tabled || (rows * observations.n * observations.n) / 2 <= maxSteps;
  const columns = tabled ? effects.map((effect) => gathered(effect, posterior.projected)) : [];
  const tables = columns.map((_, g) =>
    effects.slice(g).map((b, k) => crossTable(effects[g], b, columns[g + k], k === 0 ? 1 : 2)),
  );
  const prior = effects.reduce((sum, { variance }) => sum + variance, 0);
  const covariances = covariancesOf(observations.n, effects);
  const explainedBy = exact ? solved(posterior, prior) : singlePoint(observations, variances, prior);

  const mean = new Float64Array(rows);
  const variance = new Float64Array(rows);
  const places = new Int32Array(effects.length);
  for (let row = 0; row < rows; row++) {
    let shift = 0;
    let trend = 0;
    for (let g = 0; g < effects.length; g++) {
      const { first, second, placeOf } = effects[g];
      const place = placeOf[keyOf(levels, row * factors, first, second, counts)];
      places[g] = place;
      if (place < 0) continue;
      shift += means[g][place];
      trend += trends[g][place];
    }
    mean[row] = posterior.trend + shift;
    if (!tabled) {
      const unexplained = 1 - trend * posterior.precision;
      variance[row] = Math.max(0, prior - explainedBy(covariances(places))) + unexplained ** 2 / posterior.precision;
      continue;
    }
    let explained = 0;
    for (let g = 0; g < effects.length; g++) {
      if (places[g] < 0) continue;
      for (let h = g; h < effects.length; h++)
        if (places[h] >= 0) explained += tables[g][h - g][places[g] * sizes[h] + places[h]];
    }
    variance[row] = Math.max(0, prior - explained + (1 - 2 * trend * posterior.precision) / posterior.precision);
  }
  return { mean, variance, exact };
}

/** Numbers of keys per factor: one for "does not apply" and one per level index in use. */
function keyCounts(matrix: LevelTable, observations: Observations): number[] {
  const counts = new Array<number>(matrix.factors).fill(1);
  for (const levels of [matrix.levels, observations.levels])
    for (let i = 0, f = 0; i < levels.length; i++, f = f + 1 === counts.length ? 0 : f + 1)
      if (levels[i] + 2 > counts[f]) counts[f] = levels[i] + 2;
  return counts;
}

/** Covariances of a row, by its places, with every observation; the array is used again. O(n · effects) a row. */
function covariancesOf(n: number, effects: readonly Effect[]): (places: Int32Array) => Float64Array {
  const row = new Float64Array(n);
  return (places) => {
    row.fill(0);
    for (let g = 0; g < effects.length; g++) {
      const { slots, likeness, variance } = effects[g];
      for (let j = 0; j < n; j++) {
        if (likeness) row[j] += variance * likeness(places[g], slots[j]);
        else if (places[g] === slots[j]) row[j] += variance;
      }
    }
    return row;
  };
}

/** What all observations together explain of a row's `prior` variance, the trend given. O(n²) a row. */
function solved({ process }: AnovaPosterior, prior: number): (k: Float64Array) => number {
  return (k) => prior - predictProcess(process, k, prior).std ** 2;
}

/** max_j k*ⱼ² / (kⱼⱼ + noiseⱼ): what the single most telling observation explains of it. O(n) a row. */
function singlePoint(
  { rollouts }: Observations,
  { nugget, noise }: AnovaVariances,
  prior: number,
): (k: Float64Array) => number {
  return (k) => k.reduce((most, c, j) => Math.max(most, (c * c) / (prior + nugget + noise / rollouts[j])), 0);
}
