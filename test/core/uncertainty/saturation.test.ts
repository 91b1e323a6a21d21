import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saturationDiscount } from '@/server/core/uncertainty/saturation';

const positive = fc.double({ min: 1e-6, max: 10, noNaN: true });

describe('the discount for what is recorded already', () => {
  it('is 1 without demonstrations and falls with each further one, never to nothing', () => {
    fc.assert(
      fc.property(positive, positive, (noise, nugget) => {
        const demonstrated = Float64Array.of(0, 1, 2, 5, 20, 100);
        const repeated = new Float64Array(6).fill(Number.NaN);
        const found = saturationDiscount({ demonstrated, noise, nugget, repeated });
        expect(found[0]).toBe(1);
        for (let i = 1; i < 6; i++) {
          expect(found[i]).toBeLessThan(found[i - 1]);
          expect(found[i]).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('is the share of spread that observations leave, where the configuration was not repeated', () => {
    const known = { demonstrated: Float64Array.of(10), noise: 0.1, nugget: 0.04 };
    expect(saturationDiscount({ ...known, repeated: Float64Array.of(Number.NaN) })[0]).toBeCloseTo(
      Math.sqrt(0.1 / 0.5),
    );
    const quiet = saturationDiscount({ ...known, repeated: Float64Array.of(0) })[0];
    const noisy = saturationDiscount({ ...known, repeated: Float64Array.of(1) })[0];
    expect(quiet).toBeLessThan(noisy);
  });

  it('takes nothing off where configurations have nothing peculiar to learn', () => {
    const repeated = Float64Array.of(Number.NaN);
    expect([...saturationDiscount({ demonstrated: Float64Array.of(50), noise: 0.1, nugget: 0, repeated })]).toEqual([
      1,
    ]);
  });
});
