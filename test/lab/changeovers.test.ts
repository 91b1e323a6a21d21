import { describe, expect, it } from 'vitest';
import { openChangeovers } from '@/server/lab/changeovers';
import { FACTORS, indexOf } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';

const design = designOf('skew');
const at = (task: number, object: number, environment: number, lighting: number) =>
  indexOf(design, { task, object, environment, lighting });

describe('changeovers of an arm', () => {
  it('count every level swapped, also between one batch and the next, and none for the first set-up or a repeat', () => {
    const swap = openChangeovers(design);
    expect(swap([at(0, 0, 0, 0)])).toBe(0);
    expect(swap([at(0, 0, 0, 0), at(0, 0, 0, 0)])).toBe(0);
    expect(swap([at(1, 2, 3, 1)])).toBe(FACTORS.length);
    expect(swap([])).toBe(FACTORS.length);
  });

  it('go by the order of a published schedule, in which a set-up that returns is recorded in one go', () => {
    const [here, there] = [at(0, 0, 0, 0), at(0, 0, 7, 1)];
    expect(openChangeovers(design)([here, there, here, there, here])).toBe(2);
  });
});
