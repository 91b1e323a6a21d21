import { describe, expect, test } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { planner } from '@/server/adapters/planner';
import { canonicalJson } from '@/server/core/schedule/canonical';
import { decide } from '@/server/core/schedule/decide';
import type { ReplayInputs } from '@/server/core/schedule/replay-inputs';
import { ProposalRequest } from '@/server/core/schedule/schema';
import { whatIf } from '@/server/core/schedule/what-if';

const LEVELS = 12;

function inputs(demonstrations: number): ReplayInputs {
  const n = LEVELS * LEVELS;
  const names = Array.from({ length: LEVELS }, (_, l) => `level ${l}`);
  return {
    request: ProposalRequest.parse({ demonstrations, caps: { perFactor: { task: 20 } } }),
    pool: {
      factors: [
        { key: 'task', levels: names },
        { key: 'object', levels: names },
      ],
      levels: Int32Array.from({ length: 2 * n }, (_, k) => (k % 2 ? (k >> 1) % LEVELS : Math.floor((k >> 1) / LEVELS))),
      room: new Int32Array(n).fill(demonstrations),
    },
    ids: Float64Array.from({ length: n }, (_, i) => i + 1),
    scores: { mean: Float64Array.from({ length: n }, (_, i) => (i * 37) % 11), sd: new Float64Array(n).fill(0.1) },
    measured: new Uint8Array(n),
    confirmed: [],
    outcomes: null,
    demonstrated: null,
    pins: [],
    trainingSetSize: 100,
    bootstrapBelow: 50,
    bootstrapOverride: null,
  };
}

const solver = await highsSolver();

describe('deciding in a process of its own', () => {
  const apart = planner({ inPlace: 0 });

  test('gives the same bytes as deciding in place', async () => {
    expect(canonicalJson(await apart.decide(inputs(60)))).toBe(canonicalJson(decide(inputs(60), solver)));
  });

  test('compares with others as in place', async () => {
    expect(await apart.whatIf(inputs(60), [1, 4])).toEqual(whatIf(inputs(60), [1, 4], solver));
  });

  test('refuses with the same certificate', async () => {
    const refusal = await planner()
      .decide(inputs(3))
      .catch((error) => error);
    expect(refusal).toMatchObject({ fault: 'infeasible', details: { certificate: { feasible: false } } });
    await expect(apart.decide(inputs(3))).rejects.toMatchObject({
      fault: 'infeasible',
      message: refusal.message,
      details: refusal.details,
    });
  });

  test('is stopped when it takes too long, with a sentence', async () => {
    await expect(planner({ inPlace: 0, answerMs: 1 }).decide(inputs(60))).rejects.toMatchObject({ fault: 'conflict' });
  });
});
