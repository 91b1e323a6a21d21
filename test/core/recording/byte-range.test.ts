import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteRange } from '@/server/core/recording/byte-range';

describe('byteRange', () => {
  test('a part that is asked for is served as far as the file goes', () => {
    expect(byteRange('bytes=0-', 100)).toEqual({ first: 0, last: 99 });
    expect(byteRange('bytes=10-19', 100)).toEqual({ first: 10, last: 19 });
    expect(byteRange('bytes=90-500', 100)).toEqual({ first: 90, last: 99 });
    expect(byteRange('bytes=-30', 100)).toEqual({ first: 70, last: 99 });
    expect(byteRange('bytes=-300', 100)).toEqual({ first: 0, last: 99 });
  });

  test('what is no range asks for all, and what lies behind the end cannot be served', () => {
    for (const header of [null, '', 'bytes=-', 'lines=1-2', 'bytes=5-2']) expect(byteRange(header, 100)).toBeNull();
    expect(byteRange('bytes=100-', 100)).toBe('unsatisfiable');
    expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(byteRange('bytes=-0', 100)).toBe('unsatisfiable');
  });

  test('every part served lies inside the file', () => {
    const number = fc.option(fc.nat(300), { nil: '' });
    fc.assert(
      fc.property(number, number, fc.nat(200), (from, to, size) => {
        const part = byteRange(`bytes=${from}-${to}`, size);
        if (part === null || part === 'unsatisfiable') return;
        expect(part.first).toBeGreaterThanOrEqual(0);
        expect(part.last).toBeLessThan(size);
        expect(part.first).toBeLessThanOrEqual(part.last);
      }),
    );
  });
});
