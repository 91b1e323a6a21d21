import { conditionProcess, predictProcess } from '@/server/core/uncertainty/gaussian-process';
import {
  exchangeableKernel,
  exponentialKernel,
  type Kernel,
  kernelMatrix,
  matern32Kernel,
  matern52Kernel,
  rbfKernel,
} from './kernels';
import type { VectorSet } from './vector-set';

interface Input {
  X: number[][];
  y: number[];
  Xs: number[][];
  kernel: {
    type: string;
    variance: number;
    /** One for every coordinate, or one for all. */
    lengthscales: number[] | number;
    lengthscale_per_factor: number[];
    levels: number[];
  };
  noise_variance: number | number[];
  normalize_y: boolean;
  codes?: number[][];
  codes_star?: number[][];
}

const STATIONARY = new Map([
  ['rbf', rbfKernel],
  ['matern12', exponentialKernel],
  ['exponential', exponentialKernel],
  ['matern32', matern32Kernel],
  ['matern52', matern52Kernel],
]);

function pointsOf({ kernel, X, Xs, codes, codes_star: codesStar }: Input): [Kernel, number[][], number[][]] {
  const stationary = STATIONARY.get(kernel.type);
  if (stationary) {
    const lengths = kernel.lengthscales;
    return [stationary(kernel.variance, Array.isArray(lengths) ? lengths : X[0].map(() => lengths)), X, Xs];
  }
  if (kernel.type !== 'rbf_onehot') throw new Error(`There is no code for the kernel ${kernel.type}.`);
  const lengths = kernel.lengthscale_per_factor;
  if (!codes || !codesStar) {
    const columns = kernel.levels.flatMap((count, f) => new Array<number>(count).fill(lengths[f]));
    return [rbfKernel(kernel.variance, columns), X, Xs];
  }
  const correlations = lengths.map((length) => Math.exp(-1 / (length * length)));
  return [exchangeableKernel(kernel.variance, correlations), codes, codesStar];
}

/** Posterior mean, spread without noise, and log marginal likelihood of a Gaussian process with given parameters. */
export const gpInterpolation: VectorSet<Input> = {
  compute({ input }) {
    const { noise_variance: noise, y, normalize_y: normalise } = input;
    const [kernel, points, targets] = pointsOf(input);
    const variances = Array.isArray(noise) ? noise : y.map(() => noise);
    const process = conditionProcess(kernelMatrix(kernel, points, points), variances, y, normalise);
    const found = targets.map((point) =>
      predictProcess(process, kernelMatrix(kernel, points, [point]), kernel(point, point)),
    );
    return {
      mean: found.map(({ mean }) => mean),
      std: found.map(({ std }) => std),
      log_marginal_likelihood: process.logMarginalLikelihood,
    };
  },
  clause: (_, { name }) => (name.includes('duplicate') ? 'duplicate case' : ''),
};
