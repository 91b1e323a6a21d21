import { describe, expect, it } from 'vitest';
import { tWayCoverage } from '@/server/core/evaluation/factor-coverage';
import { featureCoverage } from '@/server/core/evaluation/feature-coverage';

describe('coverage', () => {
  it('counts only combinations that the matrix allows', () => {
    const covered = [{ levels: [0, 0], demonstrations: 1 }];
    const allowed = [
      [0, 0],
      [1, 1],
    ];
    expect(tWayCoverage(2, [2, 2], covered, allowed)).toBe(0.5);
    expect(tWayCoverage(2, [2, 2], [{ levels: [0, 1], demonstrations: 3 }], allowed)).toBe(0);
  });
  it('has no distance without a selection', () => {
    expect(featureCoverage(3, [], () => 0, 1)).toBeNull();
  });
});
