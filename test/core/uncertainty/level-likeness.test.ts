import { describe, expect, it } from 'vitest';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { levelDistances, levelLikeness, usualReach } from '@/server/core/uncertainty/level-likeness';

describe('embedded levels', () => {
  const distances = levelDistances([
    [0, 0],
    [3, 4],
    [0, 1],
  ])!;

  it('are alike by how close they lie, and not at all without an embedding', () => {
    const alike = levelLikeness(distances, 2)!;
    expect(alike(0, 1)).toBeCloseTo(Math.exp(-25 / 8), 12);
    expect(alike(0, 2)).toBeGreaterThan(alike(0, 1));
    expect(alike(1, 0)).toBe(alike(0, 1));
    expect(alike(0, 3)).toBe(0);
    expect(alike(-1, 0)).toBe(0);
    expect(usualReach(distances)).toBeCloseTo(Math.sqrt(18), 12);
  });

  it('are only equal or different where a level has none, or all are the same', () => {
    expect(levelDistances([[1], null])).toBeNull();
    expect(
      levelDistances([
        [1, 2],
        [1, 2],
      ]),
    ).toBeNull();
    expect(levelDistances([[1]])).toBeNull();
    expect(() => levelDistances([[1], [1, 2]])).toThrow(/one length/);
    expect(() => levelDistances([[1], [Number.NaN]])).toThrow(/finite/);
  });

  it('let a level that was never measured follow the one it is like', () => {
    const matrix = { factors: 1, levels: Int32Array.of(0, 1, 2) };
    const measured = [
      { levels: [0], scores: [1, 1.1] },
      { levels: [1], scores: [5, 5.2] },
    ];
    const plain = interpolateScores(matrix, measured)!;
    const near = interpolateScores(matrix, measured, [levelDistances([[0], [1], [0.95]])])!;
    expect(near.mean[2]).toBeGreaterThan(plain.mean[2]);
    expect(near.sd[2] / near.mean[2]).toBeLessThan(plain.sd[2] / plain.mean[2]);
  });
});
