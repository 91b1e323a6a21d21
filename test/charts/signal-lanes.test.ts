import { describe, expect, test } from 'vitest';
import { laneOf, momentWords, timeTicks } from '@/app/_ui/charts/signal-lanes-series';

const exact = (low: (number | null)[]) => ({ every: 1, low, high: null });

describe('laneOf', () => {
  test('the greatest value stands at the top, the least at the bottom, within the margins', () => {
    const lane = laneOf('x', 'x', exact([1, 3, 2]));
    expect(lane.heightOf(3)).toBeCloseTo(0.08);
    expect(lane.heightOf(1)).toBeCloseTo(0.92);
    expect(lane.range).toBe('1 to 3');
  });

  test('a signal that never changes runs through the middle and says so', () => {
    const lane = laneOf('x', 'x', exact([5, 5]));
    expect(lane.path).toBe('M0.5,0.5L1.5,0.5');
    expect(lane.range).toBe('always 5');
  });

  test('a gap breaks the line', () => {
    expect(laneOf('x', 'x', exact([1, null, 1, 1])).path).toBe('M0.5,0.5M2.5,0.5L3.5,0.5');
    expect(laneOf('x', 'x', exact([null])).range).toBe('no values');
  });

  test('a spread is read from zero', () => {
    expect(laneOf('x', 'x', exact([2, 4]), true).heightOf(0)).toBeCloseTo(0.92);
  });

  test('a thinned signal is an area and says a range at a frame', () => {
    const lane = laneOf('x', 'x', { every: 10, low: [0, 1], high: [2, 1] });
    expect(lane.path.endsWith('Z')).toBe(true);
    expect([lane.at(9), lane.at(10), lane.at(99)]).toEqual(['0 to 2', '1', '–']);
  });
});

test('moments are seconds where the frame rate is known, else frames', () => {
  expect([momentWords(15, 10), momentWords(15, null)]).toEqual(['1.50 s', 'frame 15']);
  expect(timeTicks(80, 10).map(({ words }) => words)).toEqual(['0', '2', '4', '6', '8']);
});
