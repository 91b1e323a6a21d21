/** Squared distance after dividing every coordinate by its length scale. */
function scaledSquaredDistance(a: ArrayLike<number>, b: ArrayLike<number>, lengths: ArrayLike<number>): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += ((a[d] - b[d]) / lengths[d]) ** 2;
  return sum;
}

/** Covariance of two points under a stationary kernel with one length scale per coordinate. */
export type Kernel = (a: ArrayLike<number>, b: ArrayLike<number>) => number;

/** v · exp(−r²/2). */
export function rbfKernel(variance: number, lengths: ArrayLike<number>): Kernel {
  return (a, b) => variance * Math.exp(-0.5 * scaledSquaredDistance(a, b, lengths));
}

/** v · exp(−r), the Matérn kernel of ½: continuous, nowhere differentiable. */
export function exponentialKernel(variance: number, lengths: ArrayLike<number>): Kernel {
  return (a, b) => variance * Math.exp(-Math.sqrt(scaledSquaredDistance(a, b, lengths)));
}

/** v · (1 + √3 r) exp(−√3 r): once differentiable. */
export function matern32Kernel(variance: number, lengths: ArrayLike<number>): Kernel {
  return (a, b) => {
    const r = Math.sqrt(3 * scaledSquaredDistance(a, b, lengths));
    return variance * (1 + r) * Math.exp(-r);
  };
}

/** v · (1 + √5 r + 5r²/3) exp(−√5 r): twice differentiable. */
export function matern52Kernel(variance: number, lengths: ArrayLike<number>): Kernel {
  return (a, b) => {
    const r = Math.sqrt(5 * scaledSquaredDistance(a, b, lengths));
    return variance * (1 + r + (r * r) / 3) * Math.exp(-r);
  };
}

/** v · Π_f ρ_f^[a_f ≠ b_f] over level indices; the RBF on one-hot codes for ρ_f = exp(−1/ℓ_f²). */
export function exchangeableKernel(variance: number, correlations: ArrayLike<number>): Kernel {
  return (a, b) => {
    let k = variance;
    for (let f = 0; f < a.length; f++) if (a[f] !== b[f]) k *= correlations[f];
    return k;
  };
}

/** Row-major |a| × |b| matrix of covariances. */
export function kernelMatrix(
  kernel: Kernel,
  a: readonly ArrayLike<number>[],
  b: readonly ArrayLike<number>[],
): Float64Array {
  const matrix = new Float64Array(a.length * b.length);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) matrix[i * b.length + j] = kernel(a[i], b[j]);
  return matrix;
}
