import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptiveBatch } from '@/server/core/acquisition/adaptive-batch';
import { returns } from '@/server/core/acquisition/top-k';

const batch = (worth: number[], trainingSetSize = 100, blockSize = 5) =>
  adaptiveBatch(worth, new Int32Array(worth.length).fill(100), { trainingSetSize, blockSize });

describe('an adaptive batch', () => {
  it('is 20 % of the training set while further blocks are worth as much as the first', () => {
    expect(batch(new Array(50).fill(1))).toMatchObject({ demonstrations: 20, least: 10, most: 20, why: 'most' });
  });

  it('is 10 % of it where the first block is worth far more than the others', () => {
    expect(batch([1, ...new Array(50).fill(0.01)], 300)).toMatchObject({ demonstrations: 30, why: 'least' });
  });

  it('stops in between where the worth of a block has halved', () => {
    expect(batch([1, 1, 1, ...new Array(50).fill(0.3)], 300)).toMatchObject({ demonstrations: 45, why: 'saturates' });
  });

  it('does not depend on the unit of the scores or the order of configurations, and shrinks against a training set as it grows', () => {
    const worth = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(worth, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 10 }), (of, size, block) => {
        const found = batch(of, size, block);
        expect(batch(of.map((one) => one * 4).reverse(), size, block)).toEqual(found);
        if (!found) return;
        expect(found.demonstrations).toBeGreaterThanOrEqual(found.least);
        expect(found.demonstrations).toBeLessThanOrEqual(found.most);
        expect(found.demonstrations % block).toBe(0);
        const twice = batch(of, size * 2, block);
        if (size >= 10 * block && size % (10 * block) === 0)
          expect((twice?.demonstrations ?? 0) / (2 * size)).toBeLessThanOrEqual(found.demonstrations / size);
      }),
      { numRuns: 200 },
    );
  });

  it('counts what a further block at the same configuration adds with its diminished return', () => {
    const blocks = 20 / 5;
    const last = returns(5 * blocks) - returns(5 * (blocks - 1));
    const found = batch([1]);
    expect(found?.demonstrations).toBe(15);
    expect(found?.lastWorth).toBeGreaterThan(last / returns(5));
  });

  it('is nothing without a training set, without room or without worth', () => {
    expect([batch([1], 0), batch([0, 0])]).toEqual([null, null]);
    expect(adaptiveBatch([1], [0], { trainingSetSize: 100, blockSize: 5 })).toBeNull();
  });
});
