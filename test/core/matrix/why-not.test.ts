import { expect, test } from 'vitest';
import { whyNot } from '@/server/core/matrix/why-not';

const standing = { levelIds: [1, 5], exclusionReason: null, hold: null, rollouts: 0 };
const free = { retired: new Map<number, string>(), safetyRules: [], unknownAllowed: true };

test('nothing in the way is null', () => {
  expect(whyNot(standing, free)).toBeNull();
});
test('a safety rule needs all of its levels', () => {
  const rule = (levelIds: number[]) => ({ ...free, safetyRules: [{ levelIds, reason: 'glass' }] });
  expect(whyNot(standing, rule([1, 6]))).toBeNull();
  expect(whyNot(standing, rule([5]))).toBe('safety rule: glass');
});
test('the lasting reasons come before those a lead can lift', () => {
  const retired = { ...free, retired: new Map([[1, 'pour']]), safetyRules: [{ levelIds: [5], reason: 'glass' }] };
  expect(whyNot({ ...standing, exclusionReason: 'no spout' }, retired)).toBe('excluded: no spout');
  expect(whyNot(standing, retired)).toBe('pour is retired');
});
test('without rollouts it cannot be scheduled only where unknown is not allowed', () => {
  expect(whyNot(standing, { ...free, unknownAllowed: false })).toContain('no rollouts');
  expect(whyNot({ ...standing, rollouts: 1 }, { ...free, unknownAllowed: false })).toBeNull();
});
