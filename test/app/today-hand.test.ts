import { expect, it } from 'vitest';
import {
  begun,
  emptyHand,
  ended,
  type Hand,
  halted,
  resumed,
  takenUp,
  timesOf,
} from '@/app/p/[program]/(operator)/today/hand';
import type { HeldAssignment } from '@/app/p/[program]/(operator)/today/held';
import { recordingFrom } from '@/server/core/collect/stopwatch';

const HOUR = 3_600_000;
const recording = (): Hand => ({ ...emptyHand(0), watch: recordingFrom(emptyHand(0).watch, 1_000) });

it('a recording goes on in a new page, timed by the wall clock across the gap and marked so', () => {
  const kept = { hand: recording(), wallMs: 50_000, monotonicMs: 2_000 };
  const back = resumed(kept, 100, 53_000);
  expect(timesOf(halted(back, 1_100))).toMatchObject({ durationMs: 1_000 + 3_000 + 1_000, timedBy: 'wall' });
});

it('a clock that went back while the page was away adds nothing', () => {
  const back = resumed({ hand: recording(), wallMs: 2 * HOUR, monotonicMs: 2_000 }, 100, HOUR);
  expect(timesOf(halted(back, 600)).durationMs).toBe(1_500);
});

it('a gap of days is no length of a recording', () => {
  const back = resumed({ hand: recording(), wallMs: 0, monotonicMs: 2_000 }, 100, 72 * HOUR);
  expect(timesOf(halted(back, 600)).durationMs).toBeUndefined();
});

it('a stopped recording that waits for its outcome keeps what the monotonic clock measured', () => {
  const stopped = halted(recording(), 4_000);
  const back = resumed({ hand: stopped, wallMs: 0, monotonicMs: 5_000 }, 100, HOUR);
  expect(timesOf(back)).toMatchObject({ durationMs: 3_000, timedBy: 'monotonic' });
});

it('the next set-up begins when the recording stopped', () => {
  const stopped = halted(recording(), 4_000);
  expect(ended(stopped).watch).toMatchObject({ phase: 'reset', sinceMs: 4_000 });
});

it('waiting for work is no setting up, and work that comes into hand ends no recording', () => {
  expect(takenUp(emptyHand(0), HOUR).watch).toMatchObject({ phase: 'reset', sinceMs: HOUR, resetMs: 0 });
  expect(takenUp(recording(), HOUR)).toEqual(recording());
});

it('what was set up for a recording stands on the table after it, also in a new page', () => {
  const levels = [{ factor: 'object', factorName: 'Object', name: 'red mug' }];
  const assignment = { id: 1, levels } as HeldAssignment;
  const during = begun(emptyHand(0), { assignment, card: null, nowMs: 1_000, wall: new Date(0) });
  const after = ended(halted(during, 2_000));
  expect(after.table).toEqual(levels);
  expect(resumed({ hand: after, wallMs: 0, monotonicMs: 2_000 }, 100, HOUR).table).toEqual(levels);
});
