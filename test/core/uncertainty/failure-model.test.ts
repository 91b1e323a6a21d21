import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { failureLogits } from '@/server/core/uncertainty/failure-model';

/** Every combination of `sizes`, first factor slowest. */
function table(sizes: readonly number[]) {
  const rows = sizes.reduce((product, size) => product * size, 1);
  const levels = new Int32Array(rows * sizes.length);
  for (let i = 0; i < rows; i++)
    for (let f = sizes.length - 1, rest = i; f >= 0; rest = Math.floor(rest / sizes[f--]))
      levels[i * sizes.length + f] = rest % sizes[f];
  return { factors: sizes.length, levels };
}

/** Outcomes drawn for some rows of a matrix. */
function drawn(rows: number, seed: number) {
  const random = seededRandom(seed);
  const judged = Float64Array.from({ length: rows }, () => random.int(3));
  return { judged, failed: judged.map((count) => random.int(count + 1)) };
}

const MATRIX = table([3, 2, 4]);
const ROWS = 24;

describe('the failure model', () => {
  it('says even odds where nothing is known', () => {
    const nothing = { judged: new Float64Array(ROWS), failed: new Float64Array(ROWS) };
    expect(Array.from(failureLogits(MATRIX, nothing))).toEqual(new Array(ROWS).fill(0));
  });

  it('is the mirror image for failures taken as successes', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { judged, failed } = drawn(ROWS, seed);
        const there = failureLogits(MATRIX, { judged, failed });
        const back = failureLogits(MATRIX, { judged, failed: judged.map((count, i) => count - failed[i]) });
        there.forEach((logit, i) => {
          expect(back[i]).toBeCloseTo(-logit, 6);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('expects as many failures as there were, up to the weak penalty on the common level', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const outcomes = drawn(ROWS, seed);
        const logits = failureLogits(MATRIX, outcomes);
        const expected = logits.reduce((sum, logit, i) => sum + outcomes.judged[i] / (1 + Math.exp(-logit)), 0);
        const found = outcomes.failed.reduce((sum, count) => sum + count, 0);
        expect(Math.abs(expected - found)).toBeLessThan(0.06);
      }),
      { numRuns: 40 },
    );
  });

  it('counts a rollout of weight two as two rollouts, and one more failure never lowers the odds there', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(ROWS - 1), (seed, at) => {
        const outcomes = drawn(ROWS, seed);
        const before = failureLogits(MATRIX, outcomes);
        const more = { judged: outcomes.judged.slice(), failed: outcomes.failed.slice() };
        more.judged[at]++;
        more.failed[at]++;
        expect(failureLogits(MATRIX, more)[at]).toBeGreaterThanOrEqual(before[at] - 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('tells a row without rollouts by the rows that share its levels', () => {
    const judged = new Float64Array(ROWS).fill(1);
    const failed = new Float64Array(ROWS);
    for (let i = 0; i < 8; i++) failed[i] = 1;
    judged[0] = 0;
    failed[0] = 0;
    judged[8] = 0;
    const logits = failureLogits(MATRIX, { judged, failed });
    expect(logits[0]).toBeGreaterThan(0.5);
    expect(logits[8]).toBeLessThan(-0.5);
  });
});
