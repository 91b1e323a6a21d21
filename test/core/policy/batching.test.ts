import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleFeeds } from '@/server/core/policy/batching';
import { fillNoise } from '@/server/core/policy/noise';
import { applyAffine, normalising, unnormalising } from '@/server/core/policy/normalisation';
import { type CardInput, type Normalisation, PolicyCard, type PolicyCardDraft } from '@/server/core/policy/schema';
import type { Signal } from '@/server/core/recording/source';

const NONE: Normalisation = { kind: 'none' };

function cardWith(input: Partial<CardInput>, rest: Partial<PolicyCardDraft> = {}): PolicyCard {
  return PolicyCard.parse({
    inputs: [
      {
        name: 'x',
        dtype: 'float32',
        shape: ['b', 2],
        source: { kind: 'feature', feature: 'f' },
        normalisation: NONE,
        ...input,
      },
    ],
    output: { name: 'action' },
    chunkLength: 4,
    executedSteps: 2,
    actions: [{ name: 'a' }, { name: 'b' }],
    ...rest,
  });
}

const signals = (shape: number[], values: number[]): Map<string, Signal> => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Map([['f', { frames: values.length / size, shape, values: Float32Array.from(values) }]]);
};

const RAMP = signals([2], [1, 10, 2, 20, 3, 30]);

describe('inputs of a batch', () => {
  test('the first frame is repeated where history begins before the episode', () => {
    const card = cardWith({ shape: ['b', 3, 2] }, { observationHistory: 3 });
    const { dims, values } = assembleFeeds(card, RAMP, 0, 2).x;
    expect(dims).toEqual([3, 2]);
    expect([...values]).toEqual([1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 2, 20]);
  });

  test('history flattened into one vector holds the oldest frame first', () => {
    const card = cardWith({ shape: ['b', 4] }, { observationHistory: 2 });
    expect([...assembleFeeds(card, RAMP, 2, 3).x.values]).toEqual([2, 20, 3, 30]);
  });

  test('cutting an episode into batches anywhere changes nothing', () => {
    const card = cardWith({ shape: ['b', 2, 2] }, { observationHistory: 2 });
    const whole = assembleFeeds(card, RAMP, 0, 3).x.values;
    const parts = [assembleFeeds(card, RAMP, 0, 1), assembleFeeds(card, RAMP, 1, 3)];
    expect(parts.flatMap((part) => [...part.x.values])).toEqual([...whole]);
  });

  test('an image recorded as rows of pixels becomes planes, and statistics belong to channels', () => {
    const card = cardWith({
      shape: [1, 3, 1, 2],
      source: { kind: 'feature', feature: 'f', scale: 1 / 255 },
      normalisation: { kind: 'mean_std', mean: [0, 0, 1], std: [1, 2, 1] },
    });
    const { dims, values } = assembleFeeds(card, signals([1, 2, 3], [255, 255, 255, 0, 0, 0]), 0, 1).x;
    expect(dims).toEqual([3, 1, 2]);
    expect([...values].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([1, 0, 0.5, 0, 0, -1]);
  });

  test('a slice, a constant and the step index fill their inputs', () => {
    const sliced = cardWith({ shape: ['b', 1], source: { kind: 'feature', feature: 'f', slice: [1, 2], scale: 1 } });
    expect([...assembleFeeds(sliced, RAMP, 1, 3).x.values]).toEqual([20, 30]);
    const constant = cardWith({ shape: ['b', 2], source: { kind: 'constant', value: 7 } });
    expect([...assembleFeeds(constant, RAMP, 0, 2).x.values]).toEqual([7, 7, 7, 7]);
    const step = cardWith({ shape: [1, 1], source: { kind: 'step' } });
    expect([...assembleFeeds(step, RAMP, 1, 3).x.values]).toEqual([1, 2]);
  });

  test('noise is left to where the members run', () => {
    expect(assembleFeeds(cardWith({ source: { kind: 'noise' }, shape: ['b', 4, 2] }), RAMP, 0, 1)).toEqual({});
  });

  test('what does not fit is refused with the figures', () => {
    expect(() => assembleFeeds(cardWith({ shape: ['b', 5] }), RAMP, 0, 1)).toThrow(
      /wants \[b, 5\].*has \[2\] per frame/,
    );
    expect(() => assembleFeeds(cardWith({}), new Map(), 0, 1)).toThrow('reads "f", which this episode does not have');
    const three = cardWith({ normalisation: { kind: 'min_max', min: [0, 0, 0], max: [1, 1, 1] } });
    expect(() => assembleFeeds(three, RAMP, 0, 1)).toThrow('have 3 entries, its values have 2');
  });
});

describe('normalisation', () => {
  test('un-normalising undoes normalising', () => {
    const stat = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(stat, fc.integer({ min: 1, max: 50 }), stat, fc.boolean(), (low, width, x, standard) => {
        const n: Normalisation = standard
          ? { kind: 'mean_std', mean: [low], std: [width] }
          : { kind: 'min_max', min: [low], max: [low + width] };
        const values = Float32Array.of(x);
        applyAffine(values, normalising(n), 1);
        applyAffine(values, unnormalising(n), 1);
        expect(values[0]).toBeCloseTo(x, 3);
      }),
    );
  });

  test('the ends of the range become −1 and 1, and no range at all stays finite', () => {
    const values = Float32Array.of(2, 6, 4);
    applyAffine(values, normalising({ kind: 'min_max', min: [2], max: [6] }), 1);
    expect([...values]).toEqual([-1, 1, 0]);
    const flat = Float32Array.of(2);
    applyAffine(flat, normalising({ kind: 'min_max', min: [2], max: [2] }), 1);
    expect(flat[0]).toBe(-1);
  });
});

test('noise depends on seed, step and sample, not on the batch', () => {
  const whole = new Float32Array(12);
  fillNoise(whole, 'seed', 5, 4, 1);
  const tail = new Float32Array(6);
  fillNoise(tail, 'seed', 7, 2, 1);
  expect([...tail]).toEqual([...whole.subarray(6)]);
  fillNoise(tail, 'seed', 7, 2, 0);
  expect([...tail]).not.toEqual([...whole.subarray(6)]);
});
