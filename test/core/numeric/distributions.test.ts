import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '@/server/core/numeric/incomplete-beta';
import { logGamma } from '@/server/core/numeric/log-gamma';
import { normalCdf, normalQuantile } from '@/server/core/numeric/normal';
import { studentTCdf, studentTQuantile } from '@/server/core/numeric/student-t';

const relative = (actual: number, expected: number) =>
  Math.abs(actual - expected) / Math.max(1e-300, Math.abs(expected));

describe('quantiles of distributions', () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404056],
    [0.01, -2.3263478740408408],
    [0.3, -0.5244005127080409],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
  ])('of the standard normal agree with published values at %f', (p, x) => {
    expect(relative(normalQuantile(p), x)).toBeLessThan(1e-13);
  });

  it('of the standard normal are symmetric and invert its distribution', () => {
    for (const p of [0.001, 0.06, 0.2, 0.4]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 12);
    expect(normalCdf(normalQuantile(0.2))).toBeCloseTo(0.2, 14);
    expect(() => normalQuantile(1.1)).toThrow(RangeError);
  });

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 4, 2.7764451051977934],
    [0.975, 30, 2.0422724563012378],
    [0.975, 1000.5, 1.962337892459348],
    [1e-6, 3, -103.29946778041935],
  ])("of Student's t agree with published values at %f for %f degrees", (p, dof, t) => {
    expect(relative(studentTQuantile(p, dof), t)).toBeLessThan(1e-10);
  });

  it("of Student's t invert its distribution", () => {
    for (const dof of [1, 3.5, 20])
      for (const p of [0.01, 0.3, 0.5, 0.8]) expect(studentTCdf(studentTQuantile(p, dof), dof)).toBeCloseTo(p, 12);
    expect(() => studentTQuantile(0, 3)).toThrow(RangeError);
  });
});

describe('special functions', () => {
  it('agree with published values', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 13);
    expect(relative(logGamma(100), 359.1342053695754)).toBeLessThan(1e-13);
    expect(incompleteBeta(0.3, 2.5, 0.5)).toBeCloseTo(0.018927124071945658, 13);
    expect(incompleteBeta(0.4, 3, 2) + incompleteBeta(0.6, 2, 3)).toBeCloseTo(1, 13);
  });
});
