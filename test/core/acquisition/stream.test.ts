import { describe, expect, it } from 'vitest';
import { stream } from '@/server/core/acquisition/stream';
import { seededRandom } from '@/server/core/numeric/random';
import { createOracle } from '@/server/core/schedule/oracle';
import { Caps, Limits } from '@/server/core/schedule/schema';
import { grid, scoredInput } from '../schedule/pools';

const SIZE = 1000;

/** What the stream asks for of a thousand configurations with these scores, when it may ask for all of them. */
function asked(score: (u: number) => number, seed: number) {
  const pool = grid([10, 10, 10], 1);
  const { similarity, scores } = scoredInput(pool, { demonstrations: SIZE }, seed);
  const mean = scores!.mean.map(score);
  const picks = stream(
    {
      pool,
      oracle: createOracle({
        pool,
        batch: SIZE,
        blockSize: 1,
        caps: Caps.parse({ perFactor: {}, perConfiguration: null }),
        limits: Limits.parse({}),
        exact: true,
      }),
      demonstrations: SIZE,
      scores: { mean, sd: new Float64Array(SIZE) },
      beta: 0,
      discount: null,
      similarity,
      evidence: [],
      outcomes: null,
      demonstrated: null,
      deployment: null,
    },
    seededRandom(seed),
  );
  return { mean, chosen: picks.filter(({ gain }) => gain !== null).map(({ index }) => index) };
}

describe('a stream', () => {
  it.each([
    ['spread evenly', (u: number) => u],
    ['nearly all alike', (u: number) => (u < 0.95 ? 0.1 + u / 1e6 : u)],
    ['of a long tail', (u: number) => 1 / (1.001 - u)],
  ])('asks for a fifth of what passes by, of higher scores than the rest, where scores are %s', (_, score) => {
    for (const seed of [1, 2, 3]) {
      const { mean, chosen } = asked(score, seed);
      expect(chosen.length / SIZE).toBeGreaterThan(0.17);
      expect(chosen.length / SIZE).toBeLessThan(0.23);
      const taken = new Set(chosen);
      const average = (of: number[]) => of.reduce((sum, i) => sum + mean[i], 0) / of.length;
      const rest = [...mean.keys()].filter((i) => !taken.has(i));
      expect(average(chosen)).toBeGreaterThan(average(rest));
    }
  });

  it('asks for a fifth also where all scores are the same', () => {
    for (const seed of [1, 2, 3]) {
      const share = asked(() => 0.5, seed).chosen.length / SIZE;
      expect(share).toBeGreaterThan(0.17);
      expect(share).toBeLessThan(0.23);
    }
  });
});
