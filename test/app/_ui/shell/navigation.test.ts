import { describe, expect, it } from 'vitest';
import { isHere, navigationFor } from '@/app/_ui/shell/navigation';

describe('navigationFor', () => {
  it('shows an operator only where operators work', () => {
    expect(navigationFor('/p/a', ['operator'], false).map((place) => place.href)).toEqual(['/p/a', '/p/a/today']);
  });

  it('gives every place a key of its own', () => {
    const keys = navigationFor('/p/a', [], true).map((place) => place.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('isHere', () => {
  it('marks a place for all pages below it, but home only for itself', () => {
    expect(isHere('/p/a/matrix/3', '/p/a/matrix', false)).toBe(true);
    expect(isHere('/p/a/matrix', '/p/a', true)).toBe(false);
    expect(isHere('/p/a/matrixes', '/p/a/matrix', false)).toBe(false);
  });
});
