import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf, instantOf, localTime, minuteOf } from '@/server/core/program/local-time';

describe('local time', () => {
  it('is what the clocks of the place show', () => {
    const now = new Date('2026-03-02T23:30:00Z');
    expect(localTime(now, 'UTC')).toEqual({ day: '2026-03-02', minute: 1410 });
    expect(localTime(now, 'Asia/Tokyo')).toEqual({ day: '2026-03-03', minute: 510 });
  });

  it('and its instant undo each other, except in the hour a clock change shows twice', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 525_600 }), zones, (minutes, zone) => {
        const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
        const off = Math.abs(+instantOf(localTime(now, zone), zone) - +now);
        expect([0, 3_600_000]).toContain(off);
        expect(localTime(instantOf(localTime(now, zone), zone), zone)).toEqual(localTime(now, zone));
      }),
      { numRuns: 200 },
    );
  });

  it('takes minutes past midnight to the day after', () => {
    expect(instantOf({ day: '2026-03-02', minute: 1500 }, 'UTC').toISOString()).toBe('2026-03-03T01:00:00.000Z');
  });

  it('reads and writes times of the day', () => {
    expect([minuteOf('08:30'), clockOf(510), clockOf(1500)]).toEqual([510, '08:30', '01:00']);
  });
});
