import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardActions } from '@/server/core/policy/schema';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { turnedTowards, turnsOf } from '@/server/core/uncertainty/turns';

const SPACE = [
  { name: 'x', unit: 'm' },
  ...['w', 'i', 'j', 'k'].map((name) => ({ name, unit: '', wraps: 'quaternion' as const })),
  { name: 'yaw', unit: 'rad', wraps: 'angle' as const },
  { name: 'wrist', unit: 'deg', wraps: 'angle' as const },
];
const DIMS = SPACE.length;
const turns = turnsOf(SPACE)!;

const value = fc.double({ min: -3, max: 3, noNaN: true });
const actions = fc.array(fc.array(value, { minLength: DIMS, maxLength: DIMS }), { minLength: 2, maxLength: 5 });
/** The same orientations in other numbers. */
const writings = fc.record({
  flip: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  whole: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 }),
});

function between(members: readonly number[][]): Float64Array {
  const shape = { members: members.length, samples: 1, steps: 1, chunk: 1, horizon: 1, dims: DIMS };
  const accumulator = accumulateMoments(shape, turns);
  accumulator.add(Float32Array.from(members.flat()), 1);
  return Float64Array.from(accumulator.finish().between);
}

const rewritten = (action: readonly number[], flip: boolean, whole: number) =>
  action.map((x, d) =>
    turns.quaternions[d] >= 0 ? (flip ? -x : x) : turns.periods[d] > 0 ? x + whole * turns.periods[d] : x,
  );

describe('members that predict one orientation in other numbers', () => {
  it('do not disagree: q and −q are one, and so are angles a whole turn apart', () => {
    fc.assert(
      fc.property(actions, writings, ([action], { flip, whole }) => {
        const spread = between([0, 1, 2].map((m) => rewritten(action, flip[m], whole[m])));
        for (const variance of spread) expect(variance).toBeLessThan(1e-7);
      }),
    );
  });

  it('disagree with others as if all had written it alike', () => {
    const near = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: DIMS, maxLength: DIMS });
    fc.assert(
      fc.property(near, near, writings, (a, b, { flip, whole }) => {
        const base = [0, 1, 0, 0, 0, 2, 100];
        const [first, second] = [a, b].map((offset) => base.map((x, d) => x + offset[d]));
        const alike = between([first, second]);
        const spread = between([rewritten(first, flip[0], whole[0]), rewritten(second, flip[1], whole[1])]);
        for (const [d, variance] of spread.entries()) expect(variance).toBeCloseTo(alike[d], 4);
      }),
    );
  });
});

it('actions turned towards another keep what is no turn, and are as near to it as they can be', () => {
  fc.assert(
    fc.property(actions, ([origin, action]) => {
      const turned = turnedTowards(turns, action, origin);
      expect(turned[0]).toBe(action[0]);
      expect(Math.abs(turned[5] - origin[5])).toBeLessThanOrEqual(Math.PI + 1e-9);
      let cosine = 0;
      for (let d = 1; d < 5; d++) cosine += turned[d] * origin[d];
      expect(cosine).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('action dimensions', () => {
  const refused = (list: unknown) => CardActions.safeParse(list).error?.issues.map(({ message }) => message);
  const q = { name: 'q', kind: 'rotation', wraps: 'quaternion' };

  it('wrap only where they are rotations', () => {
    expect(refused([{ name: 'x', wraps: 'angle' }])).toEqual([
      'Only a rotation comes back to itself, and "x" is a position.',
    ]);
    expect(turnsOf(CardActions.parse([{ name: 'x' }]))).toBeNull();
  });

  it('hold the four components of a quaternion one after another', () => {
    expect(refused([q, q, q])).toEqual([expect.stringContaining('four components')]);
    expect(refused([q, q, { name: 'x' }, q, q])).toHaveLength(2);
    expect(refused([q, q, q, q, q, q, q, q])).toBeUndefined();
  });
});
