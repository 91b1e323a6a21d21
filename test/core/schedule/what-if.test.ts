import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { batchDiversity, sharedWith } from '@/server/core/schedule/batch-figures';
import type { ReplayInputs } from '@/server/core/schedule/replay-inputs';
import { DEFAULT_STRATEGY } from '@/server/core/schedule/schema';
import { DRAWS, whatIf } from '@/server/core/schedule/what-if';
import { grid, scoredInput } from './pools';

const solver = await highsSolver();

const CAPS = { perFactor: { task: 20, environment: 20 }, perConfiguration: 20 };

function inputsOf(draft: Parameters<typeof scoredInput>[1]): ReplayInputs {
  const { similarity: _, ids, measured, ...rest } = scoredInput(grid([6, 5, 4]), { caps: CAPS, ...draft });
  return {
    ...rest,
    ids: Float64Array.from(ids),
    measured: measured && Uint8Array.from(measured),
    outcomes: null,
    demonstrated: null,
    pins: [],
    bootstrapOverride: null,
  };
}

describe('what others would have picked', () => {
  const found = whatIf(inputsOf({ demonstrations: 30, blockSize: 5 }), [1, 4, 1], solver);
  const of = (strategy: string, capped: boolean) =>
    found.alternatives.find((one) => one.strategy === strategy && one.capped === capped);

  it('holds the own batch against itself and against every other, with and without caps', () => {
    expect(of(DEFAULT_STRATEGY, true)).toMatchObject({ own: true, draws: 1, figures: { shared: { mean: 1 } } });
    expect(found.alternatives.map(({ strategy, capped }) => `${strategy} ${capped}`).sort()).toEqual(
      ['dpp', 'random', DEFAULT_STRATEGY, 'top-k'].flatMap((name) => [`${name} false`, `${name} true`]),
    );
    expect(of('random', true)).toMatchObject({ draws: DRAWS });
  });

  it('caps hold for every batch under caps, and without them the top strategy never scores lower', () => {
    for (const strategy of ['dpp', 'random', DEFAULT_STRATEGY, 'top-k']) {
      const shares = of(strategy, true)?.figures?.largestShares;
      expect(shares?.find(({ factor }) => factor === 'task')?.share).toBeLessThanOrEqual(0.2 + 1e-12);
    }
    const score = (capped: boolean) => of('top-k', capped)?.figures?.meanScore?.mean ?? 0;
    expect(score(false)).toBeGreaterThanOrEqual(score(true) - 1e-12);
    expect(of('random', true)?.figures?.meanScore?.mean).toBeLessThan(score(true));
  });

  it('is the same for the same inputs', { timeout: 30_000 }, () => {
    expect(whatIf(inputsOf({ demonstrations: 30, blockSize: 5 }), [1, 4, 1], solver)).toEqual(found);
  });
});

describe('figures of a batch', () => {
  const blocks = fc.array(fc.record({ index: fc.nat(5), demonstrations: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 8,
  });

  it('variety is that of the demonstrations, however they are cut into blocks', () => {
    const similarity = (i: number, j: number) => (i === j ? 1 : 1 / (1 + Math.abs(i - j)));
    fc.assert(
      fc.property(blocks, (batch) => {
        const single = batch.flatMap(({ index, demonstrations }) =>
          Array.from({ length: demonstrations }, () => ({ index, demonstrations: 1 })),
        );
        const [whole, cut] = [batchDiversity(batch, similarity), batchDiversity(single, similarity)];
        if (whole === null) expect(cut).toBeNull();
        else expect(whole).toBeCloseTo(cut ?? Number.NaN, 9);
      }),
    );
  });

  it('a batch shares all of itself, and nothing with one of other configurations', () => {
    fc.assert(
      fc.property(blocks, (batch) => {
        expect(sharedWith(batch, batch)).toBe(1);
        expect(sharedWith([{ index: 99, demonstrations: 100 }], batch)).toBe(0);
      }),
    );
  });
});
