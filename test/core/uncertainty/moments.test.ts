import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { decodeMoments, encodeMoments } from '@/server/core/uncertainty/moments-codec';
import { turnsOf } from '@/server/core/uncertainty/turns';

const shape = { members: 3, samples: 2, steps: 7, chunk: 4, horizon: 2, dims: 3 };
const stepSize = shape.chunk * shape.dims;

function predictions(seed = 1) {
  const random = seededRandom(seed);
  return Float32Array.from({ length: shape.members * shape.samples * shape.steps * stepSize }, () => random.normal());
}

/** Steps [from, to) of predictions laid out [members · samples, steps, chunk · dims]. */
function batch(all: Float32Array, from: number, to: number) {
  const parts: number[] = [];
  for (let draw = 0; draw < shape.members * shape.samples; draw++)
    parts.push(...all.subarray((draw * shape.steps + from) * stepSize, (draw * shape.steps + to) * stepSize));
  return Float32Array.from(parts);
}

function inBatches(all: Float32Array, cuts: number[]) {
  const accumulator = accumulateMoments(shape);
  cuts.slice(1).forEach((to, i) => {
    accumulator.add(batch(all, cuts[i], to), to - cuts[i]);
  });
  return accumulator.finish();
}

describe('moments of predictions', () => {
  it('do not depend on how the steps were batched', () => {
    expect(inBatches(predictions(), [0, 1, 4, 7])).toEqual(inBatches(predictions(), [0, 7]));
  });

  it('see only the executed steps of a chunk', () => {
    const changed = predictions().map((value, i) =>
      Math.floor(i / shape.dims) % shape.chunk >= shape.horizon ? 99 : value,
    );
    expect(inBatches(changed, [0, 7])).toEqual(inBatches(predictions(), [0, 7]));
  });

  it('keep variances exact far from the origin, where E[x²] − E[x]² would lose them', () => {
    const near = accumulateMoments({ ...shape, members: 2, samples: 1, steps: 1, chunk: 1, horizon: 1, dims: 1 });
    near.add(Float32Array.of(4_000_000, 4_000_001), 1);
    expect(near.finish().between[0]).toBe(0.25);
  });

  it('hold the least and greatest prediction of any member and sample', () => {
    const all = predictions();
    const { low, high } = inBatches(all, [0, 7]);
    const executed = [...all].filter((_, i) => Math.floor(i / shape.dims) % shape.chunk < shape.horizon);
    expect(Math.min(...low)).toBe(Math.min(...executed));
    expect(Math.max(...high)).toBe(Math.max(...executed));
  });

  it('compare angles the short way round', () => {
    const angles = accumulateMoments(
      { ...shape, members: 2, samples: 1, steps: 1, chunk: 1, horizon: 1, dims: 1 },
      turnsOf([{ unit: 'rad', wraps: 'angle' }]),
    );
    angles.add(Float32Array.of(Math.PI - 0.1, -Math.PI + 0.1), 1);
    expect(angles.finish().between[0]).toBeCloseTo(0.01, 6);
  });

  it('refuse too many, too few, misshapen and non-finite predictions', () => {
    const accumulator = accumulateMoments(shape);
    expect(() => accumulator.finish()).toThrow('0 of 7 steps');
    expect(() => accumulator.add(new Float32Array(5), 1)).toThrow('72 values');
    expect(() => accumulator.add(new Float32Array(72 * 8), 8)).toThrow('episode of 7');
    expect(() => accumulator.add(new Float32Array(72).fill(Number.NaN), 1)).toThrow('step 0, dimension 0');
    expect(() => accumulateMoments({ ...shape, horizon: 5 })).toThrow('hold only 4');
    expect(() => accumulateMoments({ ...shape, dims: 0 })).toThrow('dims');
  });

  it('of an episode without steps are empty', () => {
    expect(accumulateMoments({ ...shape, steps: 0 }).finish().between).toHaveLength(0);
  });
});

describe('the moments codec', () => {
  it.each([1, 3, 9])('returns what was written, for %i members', (members) => {
    const accumulator = accumulateMoments({ ...shape, members });
    const random = seededRandom(members);
    accumulator.add(
      Float32Array.from({ length: members * shape.samples * shape.steps * stepSize }, () => random.normal()),
      shape.steps,
    );
    const moments = accumulator.finish();
    const bytes = encodeMoments(moments);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeMoments(bytes)).toEqual(moments);
    expect(decodeMoments(shifted.subarray(3))).toEqual(moments);
  });

  it('refuses bytes cut anywhere, prolonged, of another kind or version', () => {
    const bytes = encodeMoments(inBatches(predictions(), [0, 7]));
    for (const length of [0, 3, 31, 32, 33, bytes.length - 1])
      expect(() => decodeMoments(bytes.subarray(0, length))).toThrow(/cannot be read/);
    expect(() => decodeMoments(Uint8Array.of(...bytes, 0))).toThrow(/cannot be read/);
    expect(() => decodeMoments(bytes.map((byte, i) => (i === 0 ? 1 : byte)))).toThrow(/another kind/);
    expect(() => decodeMoments(bytes.map((byte, i) => (i === 4 ? 9 : byte)))).toThrow(/version 9/);
  });
});
