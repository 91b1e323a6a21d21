import { describe, expect, it } from 'vitest';
import { type ArmResult, nameOf } from '@/server/core/experiment/arms';
import { HELD_OUT, partsOf, STRATEGIES, WITHOUT_CAPS } from '../evidence/plan';
import { between, sectionOf } from '../evidence/table';

const plan = (designs: readonly string[], seeds = 2) => partsOf({ designs, seeds, mujoco: ['skew'] });

describe('what the evidence runs', () => {
  it('is every strategy on every seed under the caps, and one without', () => {
    const [part] = plan(['flat'], 3);
    expect(part).toMatchObject({ title: 'flat', physics: 'light', pairs: 'seeds' });
    const count = (capped: boolean) => part.orders.filter((order) => order.capped === capped).length;
    expect([count(true), count(false)]).toEqual([3 * STRATEGIES.length, 3]);
    expect(new Set(part.orders.map(nameOf)).size).toBe(part.orders.length);
  });

  it('puts MuJoCo behind the designs it is asked for, and joins generated designs to pairs of one seed each', () => {
    const parts = plan(['skew', ...HELD_OUT]);
    expect(parts.map(({ physics, pairs }) => [physics, pairs])).toEqual([
      ['mujoco', 'seeds'],
      ['light', 'designs'],
    ]);
    expect(parts[1].title).toBe('random:100 to random:109');
    expect(new Set(parts[1].orders.map(({ design, seed }) => `${design}/${seed}`)).size).toBe(10);
  });
});

describe("the evidence's table", () => {
  const result = (last: number): ArmResult => ({
    demonstrations: [60, 160],
    successes: [50, last],
    trials: 100,
    failures: [],
    cpuSeconds: 9,
  });
  const row = (lines: readonly string[], title: string) =>
    lines
      .find((line) => line.startsWith(`| ${title} |`))
      ?.split('|')
      .map((cell) => cell.trim())
      .slice(2, -1);

  it('compares with random pair by pair, and says of how many', () => {
    const [part] = plan(['random:100', 'random:101']);
    const ends: Record<string, number[]> = { random: [60, 70], dpp: [70, 70], [WITHOUT_CAPS]: [80] };
    const kept = new Map<string, ArmResult>();
    for (const order of part.orders) {
      const end = ends[order.strategy]?.[order.design === 'random:100' ? 0 : 1];
      if (end !== undefined && order.capped) kept.set(nameOf(order), result(end));
    }
    const lines = sectionOf(part, kept);
    expect(row(lines, 'Random')).toEqual(['2', '0.500 0.650', '0.575', '', '', '', '', '']);
    expect(row(lines, 'Disagreement and variety')).toEqual([
      '2',
      '0.500 0.700',
      '0.600',
      '+5.0 ± 5.0',
      '+2.5 ± 2.5',
      '1.5/2',
      '1.0',
      '135 (16 % fewer)',
    ]);
    expect(lines[2]).toMatch(/^Light physics, 2 of 2 designs; fewer than 6 claim nothing\. Success after 60, 160 dem/);
    // One design only: compared with random on that design, whatever random did on the other.
    expect(row(lines, 'Expected success')?.slice(0, 4)).toEqual(['1', '0.500 0.800', '0.650', '+20.0']);
    expect(row(lines, 'Expected success')?.at(-1)).toBe('94 (42 % fewer)');
  });

  it('says what was not run', () => {
    const [part] = plan(['skew']);
    const lines = sectionOf(part, new Map());
    expect(lines[2]).toBe('MuJoCo. Nothing was run.');
    for (const name of ['Random', 'Coverage', 'Expected success, no caps']) expect(row(lines, name)?.[0]).toBe('0');
  });

  it('stands between its markers, and again in its own place', () => {
    const text = 'before\n<!-- evidence -->\nold\n<!-- /evidence -->\nafter\n';
    const once = between(text, ['| new |']);
    expect(once).toBe('before\n<!-- evidence -->\n\n| new |\n\n<!-- /evidence -->\nafter\n');
    expect(between(once, ['| new |'])).toBe(once);
    expect(() => between('no place', [])).toThrow(RangeError);
  });
});
