import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTS, isFree, keysFrom, USUAL_KEYS, withKey } from '@/app/p/[program]/(operator)/today/keys';

const key = fc.oneof(
  fc.constantFrom('PageDown', 'F13', 'Enter', 'B', 'b', ' ', '?'),
  fc.string({ minLength: 1, maxLength: 1 }).filter(isFree),
);

it('however keys are given out, no two acts share one, and the device reads back what it kept', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ACTS), key)), (changes) => {
      const keys = changes.reduce((now, [act, wanted]) => withKey(now, act, wanted), USUAL_KEYS);
      expect(new Set(ACTS.map((act) => keys[act].toLowerCase())).size).toBe(ACTS.length);
      expect(keysFrom(JSON.stringify(keys))).toEqual(keys);
    }),
  );
});

it('what is broken or ambiguous gives the usual keys', () => {
  for (const kept of [null, '', '{}', 'null', JSON.stringify({ ...USUAL_KEYS, undo: 's' })])
    expect(keysFrom(kept)).toEqual(USUAL_KEYS);
});
