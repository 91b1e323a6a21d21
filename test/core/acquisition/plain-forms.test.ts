import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greedyFacilities } from '@/server/core/acquisition/facility-location';
import { farthestFirst } from '@/server/core/acquisition/farthest-first';
import { similarityDistance } from '@/server/core/acquisition/kernel';
import { rankedBatch } from '@/server/core/acquisition/ranked-batch';
import { strategies } from '@/server/core/acquisition/strategies';
import { seededRandom } from '@/server/core/numeric/random';
import { createOracle } from '@/server/core/schedule/oracle';
import type { StrategyName } from '@/server/core/schedule/schema';
import { grid, scoredInput } from '../schedule/pools';

/** What a strategy picks, one demonstration at a time and none twice, where no limit is in its way and `evidence` is taken. */
function picked(strategy: StrategyName, steps: number, evidence: readonly number[], seed: number, flat = false) {
  const pool = grid([4, 3, 3], 1);
  for (const i of evidence) pool.room[i] = 0;
  const input = scoredInput(pool, { demonstrations: steps, blockSize: 1, strategy, beta: 0 }, seed);
  if (flat) input.scores!.mean.fill(1);
  const caps = { perFactor: {}, perConfiguration: null };
  const oracle = createOracle({ ...input.request, caps, pool, batch: steps, exact: true });
  const problem = { ...input, ...input.request, oracle, evidence, discount: null, deployment: null };
  const picks = strategies[strategy].select(
    { ...problem, outcomes: null, demonstrated: null, demonstrations: steps },
    seededRandom(seed),
  );
  return { pool, input, order: picks.map(({ index }) => index) };
}

const cases = fc.record({
  seed: fc.nat(1000),
  steps: fc.integer({ min: 1, max: 12 }),
  evidence: fc.uniqueArray(fc.nat(35), { minLength: 1, maxLength: 5 }),
});

describe('a strategy without limits picks what its plain form does', () => {
  it('coverage: farthest first', () => {
    fc.assert(
      fc.property(cases, ({ seed, steps, evidence }) => {
        const { pool, input, order } = picked('k-center', steps, evidence, seed);
        const away = similarityDistance(input.similarity);
        expect(order).toEqual(farthestFirst(pool.room.length, evidence, steps, away).order);
      }),
    );
  });

  it('ranked batch, over what is not recorded yet', () => {
    fc.assert(
      fc.property(cases, ({ seed, steps, evidence }) => {
        const { pool, input, order } = picked('ranked-batch', steps, evidence, seed);
        const away = similarityDistance(input.similarity);
        const rest = [...pool.room.keys()].filter((i) => !evidence.includes(i));
        const { mean } = input.scores!;
        const top = Math.max(...rest.map((i) => mean[i]), ...evidence.map((i) => mean[i]));
        const nearest = Float64Array.from(rest, (i) => Math.min(...evidence.map((e) => away(i, e))));
        const plain = rankedBatch(
          rest.length,
          rest.map((i) => mean[i] / top),
          { count: evidence.length, nearest },
          steps,
          (a, b) => away(rest[a], rest[b]),
        );
        expect(order).toEqual(plain.order.map((at) => rest[at]));
      }),
    );
  });

  it('best stand-ins: facility location, where everything counts the same', () => {
    for (const steps of [1, 3, 8]) {
      const { pool, input, order } = picked('facility-location', steps, [], 1, true);
      expect(order).toEqual(greedyFacilities(pool.room.length, steps, input.similarity).order);
    }
  });
});
