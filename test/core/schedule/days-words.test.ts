import { describe, expect, it } from 'vitest';
import { type DaysSaid, daysInWords } from '@/server/core/schedule/days-words';

const only = (demonstration: number) => ({ demonstration, probe_rollout: 0, evaluation_trial: 0 });

const said: DaysSaid = {
  shifts: true,
  left: 12,
  blocked: 0,
  plannedToday: only(12),
  stationsToday: 1,
  rolledOver: 0,
  rolledFrom: null,
  until: '2026-03-02',
  unplanned: [],
};

describe('the days in words', () => {
  it('name the last day only where there is work beyond today', () => {
    expect(daysInWords(said)).toBe('Today: 12 demonstrations at 1 station; that is all that can be planned.');
    expect(
      daysInWords({ ...said, plannedToday: only(5), until: '2026-03-04', rolledOver: 2, rolledFrom: '2026-03-01' }),
    ).toBe(
      'Today: 5 demonstrations at 1 station, 2 of them left from Sun 1 Mar; the 12 left are planned until Wed 4 Mar.',
    );
  });

  it('name what is to be recorded by its kind', () => {
    const trials = { demonstration: 0, probe_rollout: 0, evaluation_trial: 1 };
    expect(daysInWords({ ...said, plannedToday: trials })).toMatch(/^Today: 1 evaluation trial at 1 station;/);
    const all = { demonstration: 8, probe_rollout: 3, evaluation_trial: 1 };
    expect(daysInWords({ ...said, plannedToday: all })).toBe(
      'Today: 12 recordings (1 evaluation trial, 3 probe rollouts, 8 demonstrations) at 1 station; that is all that can be planned.',
    );
  });

  it('count what is blocked apart, also where nothing else is left', () => {
    expect(daysInWords({ ...said, blocked: 5 })).toMatch(
      /all that can be planned\. 5 more wait for the lead: they are blocked\.$/,
    );
    expect(daysInWords({ ...said, left: 0, blocked: 5 })).toMatch(/^Nothing is left .* 5 more wait for the lead/);
  });

  it('say what is in no shift, and why', () => {
    const unplanned = [{ why: 'room' as const, demonstrations: 4 }];
    expect(daysInWords({ ...said, plannedToday: only(0), until: null, unplanned })).toBe(
      'Nothing is planned for today. Not planned: 4 have no room in the coming shifts.',
    );
  });
});
