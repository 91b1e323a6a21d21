import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { chunkSpread } from '@/server/core/uncertainty/chunk-spread';
import { disagreementPerStep } from '@/server/core/uncertainty/disagreement';
import type { PredictionShape } from '@/server/core/uncertainty/moments';
import { type ActionScale, unitScale } from '@/server/core/uncertainty/scale';
import { expectClose } from './close';

const scaleOf = (std: number[]): ActionScale => ({ ...unitScale(std.length), std });

function momentsOf(shape: PredictionShape, predictions: Float32Array) {
  const accumulator = accumulateMoments(shape);
  accumulator.add(predictions, shape.steps);
  return accumulator.finish();
}

function randomPredictions(shape: PredictionShape, seed: number, draw = seededRandom(seed)) {
  const size = shape.members * shape.samples * shape.steps * shape.chunk * shape.dims;
  return Float32Array.from({ length: size }, () => draw.normal());
}

const flat = { samples: 1, steps: 6, chunk: 3, horizon: 3, dims: 4 };

describe('disagreement between deterministic members', () => {
  it('from cached moments equals the plain definitions, for every form and number of members', () => {
    const std = [0.5, 1, 2, 0.1];
    for (const members of [2, 3, 5, 8]) {
      const shape = { ...flat, members };
      const predictions = randomPredictions(shape, members);
      const moments = momentsOf(shape, predictions);
      const size = shape.chunk * shape.dims;
      for (let t = 0; t < shape.steps; t++) {
        const chunks = Array.from({ length: members }, (_, m) =>
          predictions.subarray((m * shape.steps + t) * size, (m * shape.steps + t + 1) * size),
        );
        const plain = chunkSpread(chunks, std)!;
        const at = (form: 'rms' | 'variance' | 'pairwise') =>
          disagreementPerStep(moments, scaleOf(std), form)!.values[t];
        expect(at('rms')).toBeCloseTo(plain.rms, 5);
        expect(at('variance')).toBeCloseTo(plain.populationVariance / size, 4);
        expect(at('pairwise')).toBeCloseTo(plain.pairwise, 4);
      }
    }
  });

  it('has a mean squared pairwise distance of twice the summed sample variance', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 6, maxLength: 6 }), {
          minLength: 2,
          maxLength: 6,
        }),
        (chunks) => {
          const { pairwiseSquared, sampleVariance, pairwise } = chunkSpread(chunks, [1, 2, 0.5])!;
          expectClose([pairwiseSquared], [2 * sampleVariance], 1e-9, 1e-9);
          expect(pairwise).toBeLessThanOrEqual(Math.sqrt(pairwiseSquared) + 1e-9);
        },
      ),
    );
  });

  it('is unknown for one deterministic member, never 0', () => {
    const shape = { ...flat, members: 1 };
    expect(disagreementPerStep(momentsOf(shape, randomPredictions(shape, 1)), unitScale(4), 'rms')).toBeNull();
  });

  it('is 0 for identical members, also far from the origin', () => {
    const shape = { ...flat, members: 3 };
    const one = randomPredictions({ ...shape, members: 1 }, 2).map((value) => value + 10_000);
    const moments = momentsOf(shape, Float32Array.of(...one, ...one, ...one));
    expect([...disagreementPerStep(moments, unitScale(4), 'rms')!.values].every((value) => value < 1e-6)).toBe(true);
  });

  it('does not change when actions and scale are multiplied alike, or when members change places', () => {
    const shape = { ...flat, members: 3 };
    const predictions = randomPredictions(shape, 3);
    const third = predictions.length / 3;
    const turned = Float32Array.of(...predictions.subarray(third), ...predictions.subarray(0, third));
    const base = disagreementPerStep(momentsOf(shape, predictions), unitScale(4), 'rms')!.values;
    const scaled = disagreementPerStep(
      momentsOf(
        shape,
        predictions.map((v) => v * 4),
      ),
      scaleOf([4, 4, 4, 4]),
      'rms',
    )!.values;
    expectClose(scaled, base, 1e-6);
    expectClose(disagreementPerStep(momentsOf(shape, turned), unitScale(4), 'rms')!.values, base, 1e-6);
  });

  it('leaves out dimensions of scale 0', () => {
    const shape = { ...flat, members: 2, dims: 2 };
    const predictions = randomPredictions(shape, 4).map((value, i) => (i % 2 === 0 ? value : 0));
    const both = disagreementPerStep(momentsOf(shape, predictions), unitScale(2), 'variance')!.values;
    const first = disagreementPerStep(momentsOf(shape, predictions), { std: [1, 0] }, 'variance')!.values;
    expectClose(
      first,
      both.map((value) => 2 * value),
      1e-6,
    );
  });

  it('refuses a scale of another action space, and pairs of too many members', () => {
    const shape = { ...flat, members: 9 };
    const moments = momentsOf(shape, randomPredictions(shape, 5));
    expect(() => disagreementPerStep(moments, unitScale(3), 'rms')).toThrow(/different action spaces/);
    expect(() => disagreementPerStep(moments, { std: [0, 0, 0, 0] }, 'rms')).toThrow(/leaves out every/);
    expect(() => disagreementPerStep(moments, unitScale(4), 'pairwise')).toThrow(/at most 8 members/);
  });
});

describe('disagreement between stochastic members', () => {
  const wide = { members: 4, samples: 8, steps: 400, chunk: 1, horizon: 1, dims: 3 };
  const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

  /** Member offset + sample noise, drawn afresh or shared by all members. */
  function stochastic(offsets: number[], noise: number, shared: boolean) {
    const { members, samples, steps, dims } = wide;
    const own = seededRandom('own');
    const size = samples * steps * dims;
    const common = Float32Array.from({ length: size }, () => own.normal());
    return Float32Array.from(
      { length: members * size },
      (_, i) => offsets[Math.floor(i / size)] + noise * (shared ? common[i % size] : own.normal()),
    );
  }
  // At every step the sum over many steps of unclamped differences is unbiased; the clamp at 0 biases a null upwards,
  // so the means are looked at where disagreement is well above the sampling noise.
  const offsets = [-3, -1, 1, 3];
  const truth = 5;

  it.each([
    ['own', false],
    ['shared', true],
  ])('frees the variance between members of sampling noise with %s noise', (_, shared) => {
    const moments = momentsOf(wide, stochastic(offsets, 2, shared));
    const { values, aleatoric } = disagreementPerStep(moments, unitScale(3), 'variance')!;
    expect(average(values)).toBeCloseTo(truth, 0);
    expect(Math.abs(average(values) - truth)).toBeLessThan(0.15);
    expect(Math.abs(average(aleatoric!) - 4)).toBeLessThan(0.2);
  });

  it('does not subtract noise that the members share', () => {
    const moments = momentsOf(wide, stochastic(offsets, 2, true));
    expect(moments.samplingBias.every((value) => value < 1e-9)).toBe(true);
  });

  it('is nearly 0 where members differ by their draws alone', () => {
    const moments = momentsOf(wide, stochastic([0, 0, 0, 0], 1, false));
    const { values } = disagreementPerStep(moments, unitScale(3), 'variance')!;
    expect(average(values)).toBeLessThan(0.06);
    expect(disagreementPerStep(moments, unitScale(3), 'pairwise')!.values.every((value) => value >= 0)).toBe(true);
  });

  it('labels one model with several samples as sample spread', () => {
    const shape = { ...wide, members: 1 };
    const spread = disagreementPerStep(momentsOf(shape, randomPredictions(shape, 6)), unitScale(3), 'variance')!;
    expect(spread.measure).toBe('sample spread');
    expect(Math.abs(average(spread.values) - 1)).toBeLessThan(0.1);
  });
});
