import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';

const folder = resolve(process.env.ROTA_SAMPLES ?? '../shared/data', '..', 'golden');

export interface GoldenCase<Input, Expected> {
  name: string;
  input: Input;
  expected: Expected;
}

/** Whether the reference vectors lie beside the sample recordings. */
export const goldenFound = existsSync(folder);

/** Cases of one reference file; none when the folder is not there. */
export function goldenCases<Input, Expected>(id: string): GoldenCase<Input, Expected>[] {
  const file = join(folder, `${id}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : [];
}

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
