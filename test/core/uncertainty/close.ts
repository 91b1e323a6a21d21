import { expect } from 'vitest';

/** Fails unless every number agrees to `relative` or `absolute`. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative = 1e-9, absolute = 1e-12) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const gap = Math.abs(actual[i] - expected[i]);
    expect(gap, `entry ${i}: ${actual[i]} against ${expected[i]}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(expected[i]),
    );
  }
}
