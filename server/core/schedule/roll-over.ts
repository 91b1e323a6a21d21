import type { AssignmentState } from '../collect/words';
import type { Slot } from './shift';

/**
 * What is left of each line of one assignment in shifts that are over, given what of it is left to do and how much of that
 * later shifts still have: the latest line first, because the earlier ones were done before. Lines by time, oldest first.
 */
export function leftOvers(lines: readonly { demonstrations: number }[], left: number, planned: number): number[] {
  let rest = Math.max(0, left - planned);
  const over = new Array<number>(lines.length).fill(0);
  for (let at = lines.length - 1; at >= 0; at--) {
    over[at] = Math.min(rest, lines[at].demonstrations);
    rest -= over[at];
  }
  return over;
}

/** What had become of work that its shift did not finish, in words. */
export function whyLeft(state: AssignmentState, reason: string | null, logged: number): string {
  if (state === 'blocked' || state === 'skipped') return `${state}${reason ? `: ${reason}` : ''}`;
  return logged > 0 || state !== 'queued' ? 'begun, not finished' : 'not reached';
}

/** What remains of a slot at `minute` (after the slot's midnight), when `done` demonstrations were recorded in it. */
export function restOfSlot(slot: Slot, minute: number, done: number, minutesPerDemonstration: number): Slot {
  const from = Math.min(Math.max(slot.from, minute), slot.to);
  const minutes = slot.capacityMinutes - done * minutesPerDemonstration;
  return {
    ...slot,
    from,
    capacityMinutes: Number.isFinite(minutes) ? Math.max(0, Math.min(minutes, slot.to - from)) : minutes,
    capacityDemonstrations: Math.max(0, slot.capacityDemonstrations - done),
  };
}
