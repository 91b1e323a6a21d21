import { describe, expect, it } from 'vitest';
import { createLearning } from '@/server/core/acquisition/learning';
import { sharedLevels } from '@/server/core/acquisition/shared-levels';
import { seededRandom } from '@/server/core/numeric/random';
import { propose } from '@/server/core/schedule/propose';
import { grid, scoredInput } from '../schedule/pools';

const sigmoid = (l: number) => 1 / (1 + Math.exp(-l));
const pool = grid([3, 2, 2]);
const size = pool.room.length;
const every = Int32Array.from(pool.room.keys());
const draw = (seed: number) => {
  const random = seededRandom(seed);
  return {
    logits: Float64Array.from({ length: size }, () => 2 * random.normal()),
    demonstrated: Float64Array.from({ length: size }, () => random.int(3)),
  };
};
const learningOf = ({ logits, demonstrated }: ReturnType<typeof draw>) =>
  createLearning(pool, logits, demonstrated, every, () => 1);

/** The definition, level by level and pair by pair, one demonstration after another. */
function byDefinition({ logits, demonstrated }: ReturnType<typeof draw>, j: number, count: number): number {
  const width = pool.factors.length;
  const level = (i: number, f: number) => pool.levels[i * width + f];
  const groups: { factors: number[]; beta: number }[] = [];
  for (let f = 0; f < width; f++) groups.push({ factors: [f], beta: f === 0 ? 0.6 : 0.05 });
  for (let f = 0; f < width; f++)
    for (let g = f + 1; g < width; g++) groups.push({ factors: [f, g], beta: f === 0 ? 0.6 : 0.2 });
  const alike = (a: number, b: number, factors: number[]) => factors.every((f) => level(a, f) === level(b, f));
  let total = 0;
  for (let i = 0; i < size; i++) {
    let lowered = 0;
    for (const { factors, beta } of groups) {
      if (!alike(i, j, factors)) continue;
      let n = demonstrated.reduce((sum, d, k) => sum + (alike(k, j, factors) ? d : 0), 0);
      for (let c = 0; c < count; c++, n++) lowered += beta * Math.log((n + 2) / (n + 1));
    }
    total += sigmoid(logits[i]) - sigmoid(logits[i] - lowered);
  }
  return total;
}

describe('what demonstrations are expected to teach', () => {
  it('is what its definition says', () => {
    for (let seed = 0; seed < 20; seed++) {
      const state = draw(seed);
      const learning = learningOf(state);
      for (let j = 0; j < size; j++)
        for (const count of [1, 5]) expect(learning.gain(j, count)).toBeCloseTo(byDefinition(state, j, count), 10);
    }
  });

  it('adds up: two blocks teach what one of both sizes does', () => {
    const learning = learningOf(draw(1));
    const whole = learning.gain(4, 5);
    const first = learning.gain(4, 2);
    learning.teach(4, 2);
    expect(first + learning.gain(4, 3)).toBeCloseTo(whole, 10);
  });

  it('is less of the same the more of it was recorded, where failures are rare', () => {
    const learning = createLearning(pool, new Float64Array(size).fill(-2), null, every, () => 1);
    let before = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 10; n++) {
      const gain = learning.gain(0, 1);
      expect(gain).toBeLessThan(before);
      before = gain;
      learning.teach(0, 1);
    }
  });

  it('is to first order the gain of a small change', () => {
    const logits = draw(2).logits;
    // With much recorded already, one more demonstration changes little.
    const learning = createLearning(pool, logits, new Float64Array(size).fill(1000), every, () => 1);
    const near = learning.firstOrder(1);
    for (let j = 0; j < size; j++) expect(learning.gain(j, 1) / near[j]).toBeCloseTo(1, 2);
  });

  it('numbers levels and pairs so that two configurations share a number exactly where they share the levels', () => {
    const { kinds, of, count } = sharedLevels(pool);
    expect(kinds).toHaveLength(6);
    expect(Math.max(...of)).toBeLessThan(count);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        kinds.forEach(({ factors }, k) => {
          const alike = [0, 1, 2].every(
            (f) => !(factors & (1 << f)) || pool.levels[i * 3 + f] === pool.levels[j * 3 + f],
          );
          expect(of[i * kinds.length + k] === of[j * kinds.length + k]).toBe(alike);
        });
  });
});

describe('expected success', () => {
  const matrix = grid([5, 5, 4]);
  const rows = matrix.room.length;
  const taskOf = (i: number) => matrix.levels[i * 3];
  /** Every configuration rolled out once; tasks in `failing` fail. */
  const outcomes = (failing: readonly number[]) => ({
    judged: new Float64Array(rows).fill(1),
    failed: Float64Array.from({ length: rows }, (_, i) => (failing.includes(taskOf(i)) ? 1 : 0)),
  });
  const tasks = (failing: readonly number[], caps = {}) => {
    const input = scoredInput(matrix, {
      demonstrations: 20,
      strategy: 'success-gain',
      reservePercent: 0,
      blockSize: 1,
      caps,
    });
    const { picks } = propose({ ...input, outcomes: outcomes(failing), demonstrated: new Float64Array(rows).fill(1) });
    const counts = new Array<number>(5).fill(0);
    for (const { index, demonstrations } of picks) counts[taskOf(index)] += demonstrations;
    return counts;
  };
  const free = { perFactor: {}, perConfiguration: null };

  it('goes where the policy fails', () => {
    expect(tasks([3], free)[3]).toBe(20);
    const some = tasks([2, 4], free);
    expect(some[2] + some[4]).toBe(20);
  });

  it('keeps the caps all the same', () => {
    expect(tasks([3], { perFactor: { task: 20 }, perConfiguration: 20 })).toEqual([4, 4, 4, 4, 4]);
  });

  it('lets disagreement stand in where no rollout has an outcome', () => {
    const input = scoredInput(matrix, { demonstrations: 20, strategy: 'success-gain', reservePercent: 0, caps: free });
    input.scores!.mean.forEach((_, i, all) => {
      all[i] = taskOf(i) === 1 ? 1 : 0.1;
    });
    const { picks } = propose(input);
    expect(taskOf(picks[0].index)).toBe(1);
  });

  it('finds the levels that fail also where rows are sampled and their order is regular', () => {
    // Evenly spaced rows of this matrix all show the last factor's even levels.
    const large = grid([4, 4, 32, 16]);
    const n = large.room.length;
    const level = (i: number) => large.levels[i * 4 + 3];
    const input = scoredInput(large, { demonstrations: 5, strategy: 'success-gain', reservePercent: 0, caps: free });
    const failed = Float64Array.from({ length: n }, (_, i) => (level(i) === 7 ? 1 : 0));
    const known = { outcomes: { judged: new Float64Array(n).fill(1), failed }, demonstrated: new Float64Array(n) };
    const { picks } = propose({ ...input, ...known });
    expect(picks.map(({ index }) => level(index))).toEqual([7]);
    expect(propose({ ...input, ...known }).picks).toEqual(picks);
  });
});
