import { type Features, squaredDistance } from './distance';

/** Rows looked at per item above which a sample of landmarks stands for all of them. */
const LANDMARKS = 1000;

/** Mean over items j, i itself included, of 1/(1 + d(i,j)) (modAL). Above 20,000 items over evenly spaced landmarks. */
export function informationDensity(size: number, distance: (i: number, j: number) => number): Float64Array {
  const step = size > 20_000 ? size / LANDMARKS : 1;
  const landmarks = Int32Array.from({ length: Math.floor(size / step) }, (_, at) => Math.floor(at * step));
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (const j of landmarks) sum += 1 / (1 + (i === j ? 0 : distance(i, j)));
    return sum / landmarks.length;
  });
}

/** Inverse mean distance to the k nearest neighbours (TypiClust): 1/((Σ d over the k+1 nearest, itself included, + 1e-7)/k). */
export function typicality(features: Features, k: number): Float64Array {
  const away = new Float64Array(features.rows);
  return Float64Array.from({ length: features.rows }, (_, i) => {
    for (let j = 0; j < features.rows; j++) away[j] = Math.sqrt(squaredDistance(features, i, features, j));
    const nearest = away
      .slice()
      .sort()
      .subarray(0, k + 1);
    return k / nearest.reduce((sum, d) => sum + d, 1e-7);
  });
}
