import { describe, expect, it } from 'vitest';
import { figure, money, percent, percentWithin, significant, valueAndMargin } from '@/app/_ui/figure';

describe('figures', () => {
  it('carry three significant digits, thousands separated', () => {
    expect([significant(0.82345), significant(12.345), significant(1280), significant(12345.6)]).toEqual([
      '0.823',
      '12.3',
      '1,280',
      '12,346',
    ]);
    expect(significant(Number.NaN)).toBe('–');
  });
  it('are rounded where their interval is', () => {
    expect(figure(0.8234, { margin: 0.0312, n: 1280 })).toBe('0.82 ± 0.03 (n = 1,280)');
    expect(valueAndMargin(41.26, 12.4)).toEqual({ value: '41', margin: '12' });
    expect(figure(12.34, { unit: 'N' })).toBe('12.3 N');
    expect(valueAndMargin(-0.0034, 0.03)).toEqual({ value: '0.00', margin: '0.03' });
    expect([significant(-0), significant(-0.298)]).toEqual(['0', '-0.298']);
  });
  it('percentages and money keep their units', () => {
    expect(percent(0.2)).toBe('20 %');
    expect(percent(0.12345)).toBe('12.3 %');
    expect(money(123456, 'EUR')).toBe('€1,234.56');
    expect(money(1234, 'JPY')).toBe('¥1,234');
  });

  it('percentages say what is nearly nothing or nearly all, and their intervals contain what they round', () => {
    expect([0, 0.000156, 0.001, 0.9996, 1].map((share) => percent(share))).toEqual([
      '0 %',
      '< 0.1 %',
      '0.1 %',
      '> 99.9 %',
      '100 %',
    ]);
    expect(percentWithin({ estimate: 0.000156, low: 0.0000276, high: 0.000885 })).toBe('< 0.1 % (0 to 0.1 %)');
    expect(percentWithin({ estimate: 0.824, low: 0.8012, high: 0.8446 })).toBe('82.4 % (80.1 to 84.5 %)');
    expect(percentWithin({ estimate: 1, low: 0.9997, high: 1 })).toBe('100 % (99.9 to 100 %)');
  });
});
