import { describe, expect, it } from 'vitest';
import { addRows, emptyMoments } from '@/server/core/numeric/variance';
import { type ActionDimension, scaleOfDemonstrations, scaleOfRanges } from '@/server/core/uncertainty/scale';

const dimension = (kind: ActionDimension['kind'], range: ActionDimension['range'] = null): ActionDimension => ({
  name: kind,
  kind,
  range,
});

function actions(rows: number[][]) {
  const moments = emptyMoments(rows[0].length);
  addRows(moments, rows.flat());
  return moments;
}

describe('the scale of demonstrations', () => {
  it('is the population std of positions', () => {
    const scale = scaleOfDemonstrations(actions([[1], [3]]), [dimension('position')]);
    expect(scale).toMatchObject({ std: [1], frames: 2, source: 'demonstrations' });
  });

  it('is half the travelled range for a gripper, however seldom it closed', () => {
    const seldom = [...new Array(99).fill([0, 0]), [1, 1]];
    const [position, gripper] = scaleOfDemonstrations(actions(seldom), [
      dimension('position'),
      dimension('gripper'),
    ]).std;
    expect(gripper).toBe(0.5);
    expect(position).toBeLessThan(0.1);
  });

  it('is shared by the components of a rotation', () => {
    const scale = scaleOfDemonstrations(
      actions([
        [3, 4],
        [-3, -4],
      ]),
      [dimension('rotation'), dimension('rotation')],
    );
    expect(scale.std).toEqual([Math.sqrt(12.5), Math.sqrt(12.5)]);
  });

  it('raises a tiny std to a thousandth of the median and leaves out what never moves', () => {
    const scale = scaleOfDemonstrations(
      actions([
        [1, 1, 1e-6, 7],
        [-1, -1, -1e-6, 7],
      ]),
      ['a', 'b', 'c', 'd'].map(() => dimension('position')),
    );
    expect(scale.std).toEqual([1, 1, 1e-3, 0]);
    expect(scale.floored).toEqual([2]);
  });

  it('refuses one frame, constant actions, other dimensions and numbers that are not finite', () => {
    const one = [dimension('position')];
    expect(() => scaleOfDemonstrations(actions([[1]]), one)).toThrow(/two frames/);
    expect(() => scaleOfDemonstrations(actions([[1], [1]]), one)).toThrow(/ever moves/);
    expect(() => scaleOfDemonstrations(actions([[1, 2]]), one)).toThrow(/2 dimensions/);
    expect(() => scaleOfDemonstrations(actions([[1], [Number.NaN]]), one)).toThrow(/not finite/);
  });
});

describe('the scale of ranges', () => {
  it('is the std of a uniform action, and half the range for a gripper', () => {
    const range = { low: -6, high: 6 };
    const scale = scaleOfRanges([dimension('position', range), dimension('gripper', range)]);
    expect(scale.std[0]).toBeCloseTo(Math.sqrt(12), 12);
    expect(scale.std[1]).toBe(6);
  });

  it('names the dimensions without a range', () => {
    expect(() => scaleOfRanges([dimension('position', { low: 0, high: 1 }), dimension('rotation')])).toThrow(
      /rotation/,
    );
  });
});
