import { describe, expect, it } from 'vitest';
import { bcaBootstrap, exactBootstrap } from '@/server/core/evaluation/bootstrap';
import { seededRandom } from '@/server/core/numeric/random';

describe('the bootstrap', () => {
  it('by sampling with correction lies near the one by enumeration where both exist', () => {
    const differences = [0.156, 0.146, 0.147, 0.155, 0.149, 0.155];
    const exact = exactBootstrap(differences);
    const sampled = bcaBootstrap(differences, seededRandom('bca'));
    const width = exact.high - exact.low;
    expect(Math.abs(sampled.low - exact.low)).toBeLessThan(0.15 * width);
    expect(Math.abs(sampled.high - exact.high)).toBeLessThan(0.15 * width);
  });
});
