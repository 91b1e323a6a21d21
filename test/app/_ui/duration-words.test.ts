import { describe, expect, it } from 'vitest';
import { durationWords, timeLeftMs } from '@/app/_ui/duration-words';

describe('durationWords', () => {
  it.each([
    [0, '0 s'],
    [39_400, '39 s'],
    [59_600, '1 min'],
    [3_540_000, '59 min'],
    [3_600_000, '1 h'],
    [4_800_000, '1 h 20 min'],
    [187_200_000, '2 d 4 h'],
  ])('says %d ms as %s', (durationMs, words) => expect(durationWords(durationMs)).toBe(words));
});

describe('timeLeftMs', () => {
  it('is the rest over the rate, never negative', () => {
    expect(timeLeftMs(10, 110, 50)).toBe(2000);
    expect(timeLeftMs(120, 110, 50)).toBe(0);
  });

  it('is unknown while nothing moves', () => {
    expect(timeLeftMs(0, 110, 0)).toBeNull();
    expect(timeLeftMs(0, 110, null)).toBeNull();
  });
});
