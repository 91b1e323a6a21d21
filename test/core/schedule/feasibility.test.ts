import { describe, expect, it } from 'vitest';
import { feasibility } from '@/server/core/schedule/feasibility';
import { infeasibleSentence } from '@/server/core/schedule/infeasible-sentence';
import { share } from '@/server/core/schedule/pool';
import { Caps } from '@/server/core/schedule/schema';
import { grid, poolOf } from './pools';

const task = (percent: number) => Caps.parse({ perFactor: { task: percent }, perConfiguration: null });

describe('feasibility', () => {
  it('floors shares in integers', () => {
    expect([share(100, 29), share(100, 57), share(99, 20), share(52, 20)]).toEqual([29, 57, 19, 10]);
  });

  it('needs ceil(B / floor(B/5)) levels at 20 %', () => {
    const needed = { 5: 5, 7: 7, 9: 9, 10: 5, 12: 6, 14: 7, 15: 5, 19: 7, 20: 5, 24: 6, 50: 5, 52: 6, 99: 6 };
    for (const [batch, levels] of Object.entries(needed)) {
      expect(feasibility(grid([levels, 2]), Number(batch), task(20)).feasible).toBe(true);
      expect(feasibility(grid([levels - 1, 2]), Number(batch), task(20)).feasible).toBe(false);
    }
  });

  it('certifies what is short, the smallest cap that holds and the nearest batches in whole blocks', () => {
    const found = feasibility(grid([5, 3]), 52, task(20), 5);
    expect(found).toMatchObject({
      feasible: false,
      kind: 'factor',
      factors: ['task'],
      usableLevels: 5,
      floor: 10,
      capacity: 50,
    });
    expect(found).toMatchObject({ smallestPercent: 22, nearest: { below: 50, above: 55 } });
    if (!found.feasible) expect(infeasibleSentence(found)).toContain('Batches of 50 or 55 fit.');
  });

  it('does not cap a factor with one usable level', () => {
    const pool = grid([3, 4]);
    for (let i = 4; i < 12; i++) pool.room[i] = 0;
    expect(feasibility(pool, 20, task(20)).feasible).toBe(true);
  });

  it('names the levels that are jointly short', () => {
    const pool = poolOf([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [4, 4],
      [3, 4],
    ]);
    const caps = Caps.parse({ perFactor: { task: 20, environment: 20 }, perConfiguration: null });
    const found = feasibility(pool, 10, caps);
    expect(found).toMatchObject({ feasible: false, kind: 'joint', capacity: 8 });
    if (!found.feasible) {
      expect(found.violator!.levels).toEqual(expect.arrayContaining(['task-0', 'task-1']));
      expect(found.violator!.throughLevels).toContain('environment-0');
    }
  });
});
