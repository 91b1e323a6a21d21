import { describe, expect, it } from 'vitest';
import {
  exchangeableKernel,
  type Kernel,
  kernelMatrix,
  matern32Kernel,
  matern52Kernel,
  rbfKernel,
} from '@/server/core/numeric/kernels';
import { conditionProcess, predictProcess } from '@/server/core/uncertainty/gaussian-process';
import { expectClose, goldenCases, goldenFound } from './golden';

interface Input {
  X: number[][];
  y: number[];
  Xs: number[][];
  kernel: { type: string; variance: number; lengthscales: number[]; lengthscale_per_factor: number[] };
  noise_variance: number | number[];
  normalize_y: boolean;
  codes?: number[][];
  codes_star?: number[][];
}

interface Expected {
  mean: number[];
  std: number[];
  log_marginal_likelihood: number;
}

function kernelOf({ type, variance, lengthscales, lengthscale_per_factor }: Input['kernel']): Kernel {
  if (type === 'rbf') return rbfKernel(variance, lengthscales);
  if (type === 'matern32') return matern32Kernel(variance, lengthscales);
  if (type === 'matern52') return matern52Kernel(variance, lengthscales);
  return exchangeableKernel(
    variance,
    lengthscale_per_factor.map((length) => Math.exp(-1 / (length * length))),
  );
}

describe.skipIf(!goldenFound)('reference vectors of Gaussian-process interpolation', () => {
  const cases = goldenCases<Input, Expected>('gp_interpolation');

  it('are found', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)('$name', ({ name, input, expected }) => {
    const kernel = kernelOf(input.kernel);
    const points = input.codes ?? input.X;
    const noise = Array.isArray(input.noise_variance)
      ? input.noise_variance
      : input.y.map(() => Number(input.noise_variance));
    const process = conditionProcess(kernelMatrix(kernel, points, points), noise, input.y, input.normalize_y);
    const found = (input.codes_star ?? input.Xs).map((point) =>
      predictProcess(process, kernelMatrix(kernel, points, [point]), kernel(point, point)),
    );
    const absolute = name.startsWith('duplicate') ? 1e-4 : 1e-8;
    expectClose(
      found.map(({ mean }) => mean),
      expected.mean,
      1e-6,
      absolute,
    );
    expectClose(
      found.map(({ std }) => std),
      expected.std,
      1e-6,
      absolute,
    );
    expectClose([process.logMarginalLikelihood], [expected.log_marginal_likelihood], 1e-6, absolute);
  });
});

describe('a Gaussian process', () => {
  it('returns the prior far from every observation and the observation where there is no noise', () => {
    const kernel = rbfKernel(2, [1]);
    const process = conditionProcess(kernelMatrix(kernel, [[0], [1]], [[0], [1]]), [0, 0], [3, 5]);
    const at = (x: number) => predictProcess(process, kernelMatrix(kernel, [[0], [1]], [[x]]), 2);
    expect(at(100)).toEqual({ mean: 0, std: Math.SQRT2 });
    expect(at(1).mean).toBeCloseTo(5, 10);
    expect(at(1).std).toBeCloseTo(0, 6);
  });
});
