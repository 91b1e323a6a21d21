import { type Features, squaredDistance } from './distance';

/** Mean over the landmarks j, by default all items, of 1/(1 + d(i,j)), with d(i,i) = 0 (modAL). O(size·landmarks). */
export function informationDensity(
  size: number,
  distance: (i: number, j: number) => number,
  landmarks: ArrayLike<number> = Int32Array.from({ length: size }, (_, i) => i),
): Float64Array {
  const density = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let at = 0; at < landmarks.length; at++) {
      const j = landmarks[at];
      sum += 1 / (1 + (i === j ? 0 : distance(i, j)));
    }
    density[i] = sum / landmarks.length;
  }
  return density;
}

/**
 * Inverse mean distance to the k nearest neighbours, or to all where there are fewer (TypiClust): k over the sum of the
 * k+1 least distances, itself included, + 1e-7. For pools of feature vectors and reference vectors: in a matrix every
 * configuration has as many equally near neighbours, so that no strategy here can tell them apart by it. O(size²·columns).
 */
export function typicality(features: Features, k: number): Float64Array {
  const away = new Float64Array(features.rows);
  const others = Math.min(k, features.rows - 1);
  return Float64Array.from({ length: features.rows }, (_, i) => {
    for (let j = 0; j < features.rows; j++) away[j] = Math.sqrt(squaredDistance(features, i, features, j));
    const nearest = away
      .slice()
      .sort()
      .subarray(0, others + 1);
    return others / nearest.reduce((sum, d) => sum + d, 1e-7);
  });
}
