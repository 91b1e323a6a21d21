import { describe, expect, it } from 'vitest';
import { conditionProcess, predictProcess } from '@/server/core/uncertainty/gaussian-process';
import { kernelMatrix, rbfKernel } from '../../vectors/kernels';

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
