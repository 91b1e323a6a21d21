import { describe, expect, it } from 'vitest';
import { navigationFor, placeOf } from '@/app/_ui/shell/navigation';

describe('navigationFor', () => {
  it('shows an operator only where operators work', () => {
    expect(navigationFor('/p/a', ['operator'], false).map((place) => place.href)).toEqual(['/p/a/today', '/p/a/why']);
  });

  it('shows experiments where they are simulated, and nothing to record where only they are', () => {
    const labels = (kind?: 'simulated' | 'experiments') =>
      navigationFor('/p/a', ['lead', 'operator'], false, kind).map(({ label }) => label);
    expect(labels()).not.toContain('nav.experiments');
    expect(labels('simulated')).toEqual(expect.arrayContaining([...labels(), 'nav.experiments']));
    expect(labels('experiments')).toEqual(['nav.experiments', 'nav.efficiency', 'nav.people', 'nav.api']);
  });

  it('gives every place a key of its own', () => {
    const keys = navigationFor('/p/a', [], true, 'simulated').map((place) => place.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('placeOf', () => {
  const places = navigationFor('/p/a', [], true);
  const labelOf = (path: string) => placeOf(path, places)?.label;

  it('names the place for all pages below it, but home only for itself', () => {
    expect(labelOf('/p/a')).toBe('nav.home');
    expect(labelOf('/p/a/matrix/3')).toBe('nav.matrix');
    expect(labelOf('/p/a/matrixes')).toBeUndefined();
  });

  it('names the closest of two places that hold a page', () => {
    expect(labelOf('/p/a/imports/9')).toBe('nav.recordings');
    expect(labelOf('/p/a/imports/episodes/9')).toBe('nav.episodes');
  });
});
