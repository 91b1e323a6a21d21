import type { AnovaPosterior, AnovaVariances, Observations } from './anova-process';

/** Row-major [rows, factors] level indices; a negative index says that the factor does not apply. */
export interface LevelTable {
  readonly factors: number;
  readonly levels: Int32Array | Uint16Array;
}

/** One term of the kernel, a factor or a pair of factors, with the slots of the combinations that were measured. */
interface Effect {
  readonly first: number;
  /** Null for a main effect. */
  readonly second: number | null;
  readonly variance: number;
  /** Slot per key of a combination of levels, −1 where it was never measured. */
  readonly slotOf: Int32Array;
  /** Slot per observation. */
  readonly slots: Int32Array;
  readonly size: number;
}

/** Most entries the quadratic tables may have (256 MB); beyond it the variance is bounded instead. */
const MAX_ENTRIES = 32e6;

const keyOf = (levels: ArrayLike<number>, at: number, first: number, second: number | null, counts: number[]) =>
  second === null ? levels[at + first] + 1 : (levels[at + first] + 1) * counts[second] + levels[at + second] + 1;

function effectOf(
  { n, factors, levels }: Observations,
  counts: number[],
  first: number,
  second: number | null,
  variance: number,
): Effect {
  const slotOf = new Int32Array(counts[first] * (second === null ? 1 : counts[second])).fill(-1);
  const slots = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const key = keyOf(levels, i * factors, first, second, counts);
    if (slotOf[key] < 0) slotOf[key] = size++;
    slots[i] = slotOf[key];
  }
  return { first, second, variance, slotOf, slots, size };
}

/** All main effects, then all pairs. `counts` are the numbers of keys per factor. */
function effectsOf(observations: Observations, counts: number[], { main, pair }: AnovaVariances): Effect[] {
  const effects = main.map((variance, f) => effectOf(observations, counts, f, null, variance));
  for (let f = 0; f < main.length; f++)
    for (let g = f + 1; g < main.length; g++) effects.push(effectOf(observations, counts, f, g, pair));
  return effects;
}

/** Σ of `weights` over the observations of each slot, times the effect's variance. */
function sumBySlot({ slots, size, variance }: Effect, weights: Float64Array): Float64Array {
  const table = new Float64Array(size);
  for (let i = 0; i < slots.length; i++) table[slots[i]] += variance * weights[i];
  return table;
}

/** v·v′·Σ Pᵢⱼ over observations i in a slot of `a` and j in a slot of `b`: |a| × |b|. O(n² + …). */
function crossTable(a: Effect, b: Effect, projected: Float64Array, factor: number): Float64Array {
  const n = a.slots.length;
  const table = new Float64Array(a.size * b.size);
  const scale = factor * a.variance * b.variance;
  for (let i = 0; i < n; i++) {
    const row = a.slots[i] * b.size;
    for (let j = 0; j < n; j++) table[row + b.slots[j]] += scale * projected[i * n + j];
  }
  return table;
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
 * for E = F + F(F−1)/2 effects instead of n²/2 multiplications, and nothing is approximated. Where the tables
 * would not fit, the variance is the upper bound from conditioning on the best single observation. O(E² n² + N E²).
 */
export function predictField(
  matrix: LevelTable,
  observations: Observations,
  variances: AnovaVariances,
  posterior: AnovaPosterior,
  maxEntries = MAX_ENTRIES,
): Field {
  const { factors, levels } = matrix;
  const rows = levels.length / factors;
  const counts = keyCounts(matrix, observations);
  const effects = effectsOf(observations, counts, variances);
  const means = effects.map((effect) => sumBySlot(effect, posterior.alpha));
  const trends = effects.map((effect) => sumBySlot(effect, posterior.trendWeights));
  const sizes = effects.map(({ size }) => size);
  const entries = sizes.reduce((sum, a, g) => sum + sizes.slice(g).reduce((inner, b) => inner + a * b, 0), 0);
  const exact = entries <= maxEntries;
  const tables = exact
    ? effects.map((a, g) =>
        effects.slice(g).map((b, offset) => crossTable(a, b, posterior.projected, offset === 0 ? 1 : 2)),
      )
    : [];
  const prior = effects.reduce((sum, { variance }) => sum + variance, 0);
  const bound = exact ? null : singlePointBound(observations, variances, effects);

  const mean = new Float64Array(rows);
  const variance = new Float64Array(rows);
  const slots = new Int32Array(effects.length);
  for (let row = 0; row < rows; row++) {
    let shift = 0;
    let trend = 0;
    for (let g = 0; g < effects.length; g++) {
      const { first, second, slotOf } = effects[g];
      const slot = slotOf[keyOf(levels, row * factors, first, second, counts)];
      slots[g] = slot;
      if (slot < 0) continue;
      shift += means[g][slot];
      trend += trends[g][slot];
    }
    mean[row] = posterior.trend + shift;
    if (bound) {
      const unexplained = 1 - trend * posterior.precision;
      variance[row] = prior - bound(slots) + unexplained ** 2 / posterior.precision;
      continue;
    }
    let explained = 0;
    for (let g = 0; g < effects.length; g++) {
      if (slots[g] < 0) continue;
      for (let h = g; h < effects.length; h++)
        if (slots[h] >= 0) explained += tables[g][h - g][slots[g] * sizes[h] + slots[h]];
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

/** max_j k*ⱼ² / (kⱼⱼ + noiseⱼ): what the single most telling observation explains of a row. O(n · effects) a row. */
function singlePointBound(
  { n, rollouts }: Observations,
  { nugget, noise }: AnovaVariances,
  effects: readonly Effect[],
): (slots: Int32Array) => number {
  const prior = effects.reduce((sum, { variance }) => sum + variance, 0);
  return (slots) => {
    let most = 0;
    for (let j = 0; j < n; j++) {
      let k = 0;
      for (let g = 0; g < effects.length; g++) if (slots[g] === effects[g].slots[j]) k += effects[g].variance;
      most = Math.max(most, (k * k) / (prior + nugget + noise / rollouts[j]));
    }
    return most;
  };
}
