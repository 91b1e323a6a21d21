import { describe, expect, it } from 'vitest';
import { figure, money, percent, significant, valueAndMargin } from '@/app/_ui/figure';

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
  });
  it('percentages and money keep their units', () => {
    expect(percent(0.2)).toBe('20 %');
    expect(percent(0.12345)).toBe('12.3 %');
    expect(money(123456, 'EUR')).toBe('€1,234.56');
    expect(money(1234, 'JPY')).toBe('¥1,234');
  });
});
