import { sumOfSquaredDeviations } from '../numeric/variance';

/** Pooled variance within groups, Σ (nᵢ−1) sᵢ² / Σ (nᵢ−1), and its degrees of freedom; null when all have one value. */
export function pooledWithinVariance(groups: readonly ArrayLike<number>[]): { variance: number; dof: number } | null {
  const dof = groups.reduce((sum, group) => sum + Math.max(0, group.length - 1), 0);
  if (dof === 0) return null;
  return { variance: groups.reduce((sum, group) => sum + sumOfSquaredDeviations(group), 0) / dof, dof };
}

/**
 * Variance between the true means of groups whose means were measured with variances `noise`: the moment estimate of
 * DerSimonian & Laird 1986, at least 0.
 * 0 for fewer than two groups; the plain sample variance where a mean is known exactly.
 */
export function betweenVariance(means: ArrayLike<number>, noise: ArrayLike<number>): number {
  const k = means.length;
  if (k < 2) return 0;
  let weight = 0;
  let weighted = 0;
  let weightSquares = 0;
  for (let i = 0; i < k; i++) {
    if (!(noise[i] > 0)) return sumOfSquaredDeviations(means) / (k - 1);
    weight += 1 / noise[i];
    weighted += means[i] / noise[i];
    weightSquares += 1 / noise[i] ** 2;
  }
  const centre = weighted / weight;
  let q = 0;
  for (let i = 0; i < k; i++) q += (means[i] - centre) ** 2 / noise[i];
  return Math.max(0, (q - (k - 1)) / (weight - weightSquares / weight));
}
