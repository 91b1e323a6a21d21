import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTicks } from '@/app/_ui/charts/axis-ticks';
import { efficiencyFigure } from '@/app/_ui/charts/efficiency-curve-series';
import { heatFigure } from '@/app/_ui/charts/matrix-heat-map-series';
import { progressFigure } from '@/app/_ui/charts/progress-strip-series';
import { histogramFigure } from '@/app/_ui/charts/score-histogram-series';
import { shareFigure, shareFigures } from '@/app/_ui/charts/share-bars-series';
import { viridis } from '@/app/_ui/charts/viridis';
import { bandOf } from '@/server/core/evaluation/band';

describe('axisTicks', () => {
  it('encloses its range with evenly spaced values', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 5000 }), (low, span) => {
        const ticks = axisTicks(low, low + span);
        expect(ticks[0]).toBeLessThanOrEqual(low);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(low + span);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
    expect(axisTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
});

describe('efficiencyFigure', () => {
  const line = (shift: number) => ({ x: [50, 100, 150], y: [0.2 + shift, 0.4 + shift, 0.5 + shift] });
  const lines = (n: number) => Array.from({ length: n }, (_, i) => line(i / 100));
  const about = { panel: 'standard', trials: 200, simulated: true };

  it('draws no band and says why when there are too few seeds to claim anything', () => {
    const figure = efficiencyFigure([{ arm: 'active', label: 'DPP', band: bandOf(lines(5), 'runs') }], about);
    expect(figure.rows.every((row) => row.activeBand === undefined)).toBe(true);
    expect(figure.corner).toBe('5 collection runs, too few for a band: a claim needs 6 · simulated');
  });
  it('bands lie around their line, and one collection is named as such', () => {
    const band = bandOf(lines(3), 'one-collection');
    const figure = efficiencyFigure([{ arm: 'random', label: 'Random', band }], { ...about, simulated: false });
    for (const { random, randomBand } of figure.rows) {
      expect(randomBand?.[0]).toBeLessThan(random ?? 0);
      expect(randomBand?.[1]).toBeGreaterThan(random ?? 1);
    }
    expect(figure.corner).toContain('one collection, 95 % band over 3 training seeds');
    expect(figure.table.rows).toHaveLength(3);
  });
  it('labels of ends that lie close stand apart, in the order of their ends', () => {
    const pair = (gap: number) =>
      efficiencyFigure(
        [
          { arm: 'active', label: 'Active', band: bandOf([line(gap)], 'runs') },
          { arm: 'random', label: 'Random', band: bandOf([line(0)], 'runs') },
        ],
        about,
      ).arms.map(({ labelAt }) => labelAt);
    for (const gap of [-0.05, -0.01, 0.01, 0.05]) {
      const [active, random] = pair(gap);
      expect(Math.abs(active - random)).toBeGreaterThan(0.07);
      expect(Math.sign(active - random)).toBe(Math.sign(gap));
    }
    expect(pair(0.3)).toEqual([0.8, 0.5]);
  });
  it('without evaluations there is a reason instead of a chart', () => {
    expect(efficiencyFigure([], about).empty).not.toBeNull();
  });
});

const run = { checkpoint: 'r4', measure: 'novelty', unit: '1 − cosine' };

describe('histogramFigure', () => {
  it('every finite score is in exactly one bin, measured and interpolated apart', () => {
    const score = fc.record({ score: fc.float({ min: 0, max: 10, noNaN: true }), interpolated: fc.boolean() });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 200 }), (scores) => {
        const { bins } = histogramFigure(scores, { ...run, threshold: null });
        const total = (key: 'measured' | 'interpolated') => bins.reduce((sum, bin) => sum + bin[key], 0);
        expect(total('interpolated')).toBe(scores.filter(({ interpolated }) => interpolated).length);
        expect(total('measured') + total('interpolated')).toBe(scores.length);
      }),
    );
  });
  it('keeps the threshold on the axis even when every score is below it', () => {
    const { bins } = histogramFigure([{ score: 1, interpolated: false }], { ...run, threshold: 3 });
    expect(bins[bins.length - 1].to).toBeGreaterThanOrEqual(3);
  });
  it('says what the scores are, in the title and under the axis', () => {
    const { title, unit } = histogramFigure([{ score: 1, interpolated: false }], { ...run, threshold: null });
    expect(title).toBe('Novelty of checkpoint r4 over 1 configurations');
    expect(unit).toBe('novelty, 1 − cosine');
  });
});

describe('shareFigure', () => {
  it('a level at its cap touches the line, one below does not, an uncapped one has none', () => {
    const figure = shareFigure(
      [
        { factor: 'task', level: 'pour', demonstrations: 12, cap: 12 },
        { factor: 'task', level: 'stack', demonstrations: 3, cap: 12 },
        { factor: 'object', level: 'mug', demonstrations: 15, cap: null },
      ],
      60,
    );
    const [pour, stack] = figure.groups[0].bars;
    expect(pour).toMatchObject({ touchesCap: true, length: pour.capAt, words: '12 (20 %) of at most 12' });
    expect(stack.touchesCap).toBe(false);
    expect(figure.groups[1].bars[0].capAt).toBeNull();
  });
});

describe('shareFigures', () => {
  it('puts the same level of every batch into the same row, on one axis', () => {
    const [first, second] = shareFigures([
      { demonstrations: 4, shares: [{ factor: 'task', level: 'pour', demonstrations: 4, cap: 4 }] },
      { demonstrations: 8, shares: [{ factor: 'task', level: 'stack', demonstrations: 8, cap: null }] },
    ]);
    expect(first.groups[0].bars.map((bar) => [bar.level, bar.length])).toEqual([
      ['pour', 0.5],
      ['stack', 0],
    ]);
    expect(second.groups[0].bars.map((bar) => [bar.level, bar.length])).toEqual([
      ['pour', 0],
      ['stack', 1],
    ]);
  });
});

describe('heatFigure', () => {
  it('shades span the scale and unknown cells stay unknown', () => {
    const axes = { rowFactor: 'task', rows: ['pour', 'stack'], columnFactor: 'object', columns: ['mug', 'can'] };
    const figure = heatFigure(
      axes,
      [
        { row: 0, column: 0, value: 1, interpolated: false, n: 4 },
        { row: 1, column: 1, value: 3, interpolated: true, n: 2 },
      ],
      { what: 'Disagreement', unit: 'RMS', corner: '' },
    );
    expect([...figure.shade]).toEqual([0, Number.NaN, Number.NaN, 1]);
    expect(figure.words[3]).toBe('stack, can: 3 RMS, interpolated, mean of 2');
    expect(figure.words[1]).toContain('nothing known');
  });
});

describe('progressFigure', () => {
  it('says over-collection and pace, and never leaves its strip', () => {
    const figure = progressFigure({ asked: 10, logged: 12, confirmed: 4, planned: 8 });
    expect(figure).toMatchObject({ logged: 1, over: 2 });
    expect(figure.words).toBe('12 of 10 logged, 4 confirmed, 2 more than asked, 4 ahead of plan');
    expect(progressFigure({ asked: 0, logged: 0, confirmed: 0 }).logged).toBe(0);
  });
});

describe('viridis', () => {
  it('grows lighter all the way, so that order survives grey printing', () => {
    const light = Array.from({ length: 101 }, (_, i) => {
      const [red, green, blue] = viridis(i / 100);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    for (let i = 1; i < light.length; i++) expect(light[i]).toBeGreaterThanOrEqual(light[i - 1]);
  });
});
