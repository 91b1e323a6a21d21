import { describe, expect, it } from 'vitest';
import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { createLearning } from '@/server/core/acquisition/learning';
import { sharedLevels } from '@/server/core/acquisition/shared-levels';
import { seededRandom } from '@/server/core/numeric/random';
import { propose } from '@/server/core/schedule/propose';
import { grid, scoredInput } from '../schedule/pools';

const pool = grid([3, 2, 2]);
const size = pool.room.length;
const draw = (seed: number) => {
  const random = seededRandom(seed);
  return {
    weights: Float64Array.from({ length: size }, () => random.uniform()),
    demonstrated: Float64Array.from({ length: size }, () => random.int(3)),
  };
};
type Drawn = ReturnType<typeof draw>;
const learningOf = ({ weights, demonstrated }: Drawn) => createLearning(pool, demonstrated, weights);

/** Σ w_i · posterior variance of a Gaussian process with the kernel of `anovaSimilarity` and noise 1, one demonstration after another. */
function doubtLeft({ weights, demonstrated }: Drawn): number {
  const similarity = anovaSimilarity(pool);
  const covariance = Array.from(weights, (_, i) => Array.from(weights, (_, j) => similarity(i, j)));
  demonstrated.forEach((count, j) => {
    for (let c = 0; c < count; c++) {
      const column = covariance.map((row) => row[j]);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) covariance[a][b] -= (column[a] * column[b]) / (column[j] + 1);
    }
  });
  return weights.reduce((sum, weight, i) => sum + weight * covariance[i][i], 0);
}
const more = ({ weights, demonstrated }: Drawn, j: number, count: number): Drawn => ({
  weights,
  demonstrated: demonstrated.map((n, i) => (i === j ? n + count : n)),
});

describe('what demonstrations are expected to teach', () => {
  it('is what a Gaussian process learns from them, whatever was demonstrated before', () => {
    for (let seed = 0; seed < 20; seed++) {
      const state = draw(seed);
      const learning = learningOf(state);
      for (let j = 0; j < size; j++)
        for (const count of [1, 5])
          expect(learning.gain(j, count)).toBeCloseTo(doubtLeft(state) - doubtLeft(more(state, j, count)), 10);
    }
  });

  it('stays so while demonstrations are taken', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(`taken/${seed}`);
      let state = draw(seed);
      const learning = learningOf(state);
      for (let taken = 0; taken < 12; taken++) {
        const j = random.int(size);
        const count = 1 + random.int(3);
        learning.teach(j, count);
        state = more(state, j, count);
      }
      for (let j = 0; j < size; j++)
        expect(learning.gain(j, 1)).toBeCloseTo(doubtLeft(state) - doubtLeft(more(state, j, 1)), 10);
    }
  });

  it('adds up: two blocks teach what one of both sizes does', () => {
    const learning = learningOf(draw(1));
    const whole = learning.gain(4, 5);
    const first = learning.gain(4, 2);
    learning.teach(4, 2);
    expect(first + learning.gain(4, 3)).toBeCloseTo(whole, 10);
  });

  it('is less of the same the more of it was recorded', () => {
    const learning = learningOf({ ...draw(2), demonstrated: new Float64Array(size) });
    let before = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 10; n++) {
      const gain = learning.gain(0, 1);
      expect(gain).toBeLessThan(before);
      before = gain;
      learning.teach(0, 1);
    }
  });

  it('counts pairs of levels that are not told apart as the configuration’s own', () => {
    const wide = grid([40, 30, 2]);
    expect(sharedLevels(wide, 640).kinds.map(({ factors }) => factors)).toEqual([1, 2, 4, 5, 6]);
    expect(sharedLevels(grid([700, 3]), 640).kinds.map(({ factors }) => factors)).toEqual([2]);
    // A configuration nobody demonstrated has variance 1, whatever is told apart: one demonstration with noise 1 halves it.
    const first = Float64Array.from({ length: wide.room.length }, (_, i) => (i === 0 ? 1 : 0));
    expect(createLearning(wide, null, first).gain(0, 1)).toBeCloseTo(0.5, 10);
    const widest = grid([700, 3]);
    expect(createLearning(widest, null, first.slice(0, widest.room.length)).gain(0, 1)).toBeCloseTo(0.5, 10);
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

  it('tells with each block how probably the policy fails there', () => {
    const input = scoredInput(matrix, { demonstrations: 10, strategy: 'success-gain', reservePercent: 50, caps: free });
    const { picks } = propose({ ...input, outcomes: outcomes([3]) });
    for (const { reason } of picks)
      if (reason.kind === 'random') expect(reason.failure).toBeNull();
      else expect(reason.failure).toBeGreaterThan(0.5);
    // Disagreement is not a rate of failures.
    for (const { reason } of propose(input).picks) expect(reason.failure).toBeNull();
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

  it('finds the level that fails in a large matrix, and the same again', () => {
    const large = grid([4, 4, 16, 16]);
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
