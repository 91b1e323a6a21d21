import { describe, expect, it } from 'vitest';
import { trapezoid } from '@/server/core/evaluation/aulc';
import { sampleText } from './samples';

const NAME = 'margin-zhan-google-zhan-zhan-RS_noFix_scale';

/** Accuracy per seed in the order of the file; a seed starts again at the smallest number of labels. */
function curvesOf(detail: string): number[][] {
  const bySeed = new Map<string, number[]>();
  for (const row of detail.trim().split('\n')) {
    const [seed, , accuracy] = row.split('|');
    const curve = bySeed.get(seed) ?? [];
    curve.push(Number(accuracy));
    bySeed.set(seed, curve);
  }
  return [...bySeed].sort((a, b) => Number(a[0]) - Number(b[0])).map(([, curve]) => curve);
}

describe.each(['heart', 'sonar'])('published benchmark %s', (set) => {
  const detail = sampleText(`al-results/${set}-${NAME}-detail.csv`);
  const areas = sampleText(`al-results/${set}-${NAME}-aubc.csv`);

  it.skipIf(detail === null || areas === null)(
    'our area reproduces theirs, seed by seed, once its first point goes',
    () => {
      const expected = (areas ?? '')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => Number(row.split(',')[2]));
      const curves = curvesOf(detail ?? '');
      expect(curves).toHaveLength(expected.length);
      // A seed that lost a row in their log cannot be reproduced from it.
      const full = Math.max(...curves.map((curve) => curve.length));
      const whole = curves.flatMap((accuracy, seed) => (accuracy.length === full ? [{ accuracy, seed }] : []));
      expect(whole.length).toBeGreaterThan(100);
      for (const { accuracy, seed } of whole) {
        const y = accuracy.slice(1);
        const area = trapezoid({ x: y.map((_, i) => i), y }) / (accuracy.length - 1);
        expect(Math.abs(area - expected[seed])).toBeLessThan(6e-6);
      }
    },
  );
});
