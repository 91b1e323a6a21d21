import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { type MemberProbe, preflight } from '@/server/core/uncertainty/preflight';

const member = (name: string, change: Partial<MemberProbe> = {}): MemberProbe => {
  const random = seededRandom(name);
  return {
    name,
    hash: `hash-of-${name}`,
    predictions: Float32Array.from({ length: 24 }, () => random.normal()),
    stateInputs: [],
    ...change,
  };
};

const [a, b, c] = ['a', 'b', 'c'].map((name) => member(name));
const kinds = (members: MemberProbe[]) => preflight(members).map(({ kind }) => kind);

describe('the check before scoring', () => {
  it('lets an ordinary ensemble, and a single member, pass', () => {
    expect(preflight([a, b, c])).toEqual([]);
    expect(preflight([a])).toEqual([]);
  });

  it('objects once to members that are the same file', () => {
    const objections = preflight([a, b, { ...a, name: 'copy' }]);
    expect(objections.map(({ kind }) => kind)).toEqual(['identical']);
    expect(objections[0].message).toMatch(/^a and copy are the same file/);
  });

  it('objects to members that agree to rounding, with the figures', () => {
    const echo = {
      ...b,
      name: 'echo',
      hash: 'other',
      predictions: Float32Array.from(b.predictions, (v) => v * (1 + 1e-7)),
    };
    const [objection] = preflight([a, b, echo]);
    expect(objection).toMatchObject({ kind: 'agreement', members: ['b', 'echo'] });
    expect(objection.message).toMatch(/differ by \S+ at a typical size of \d/);
  });

  it('objects to outputs orders of magnitude apart, with the ratio', () => {
    const raw = { ...c, predictions: Float32Array.from(c.predictions, (value) => value * 1000) };
    const [objection] = preflight([a, b, raw]);
    expect(objection).toMatchObject({ kind: 'magnitude' });
    expect(objection.members).toContain('c');
    expect(objection.message).toMatch(/times as large/);
    expect(kinds([a, member('silent', { predictions: new Float32Array(24) })])).toEqual(['magnitude']);
  });

  it('objects to recurrent graphs, holes in the output and different shapes, and then compares nothing', () => {
    expect(kinds([a, member('gru', { stateInputs: ['hidden'] })])).toEqual(['recurrent']);
    expect(kinds([a, member('hole', { predictions: new Float32Array(24).fill(Number.NaN) })])).toEqual(['notFinite']);
    expect(kinds([a, member('short', { predictions: new Float32Array(12) })])).toEqual(['shape']);
  });
});
