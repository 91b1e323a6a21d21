import type { AssignmentState } from './words';

export interface QueuedWork {
  id: number;
  state: AssignmentState;
  stateReason: string | null;
  personId: number | null;
  stationId: number | null;
  claimedByName: string | null;
}

/** Why there is nothing to claim, in words: the operator's answer to an empty queue. */
export function emptyQueueReason(
  live: readonly QueuedWork[],
  asked: { assignmentId?: number; stationId: number | null },
): string {
  if (asked.assignmentId !== undefined) {
    const row = live.find((a) => a.id === asked.assignmentId);
    if (!row) return 'This assignment is not in the published schedule any more. Take the next one.';
    if (row.claimedByName) return `${row.claimedByName} is working on this assignment. Take the next one.`;
    if (row.state === 'blocked')
      return `This assignment is blocked: ${row.stateReason ?? 'no reason given'}. Take the next one.`;
    if (row.state === 'done') return 'This assignment is done. Take the next one.';
    return 'This assignment belongs to somebody else or to another station. Take the next one.';
  }
  if (live.length === 0) return 'No schedule is published. The lead has to publish one first.';
  const open = live.filter((a) => a.state !== 'done');
  if (open.length === 0) return 'Everything in the published schedule is done.';
  const claimed = open.filter((a) => a.state === 'claimed' || a.state === 'in_progress');
  const blocked = open.filter((a) => a.state === 'blocked');
  const others = open.length - claimed.length - blocked.length;
  const parts: string[] = [];
  if (claimed.length) {
    const names = [...new Set(claimed.map((a) => a.claimedByName ?? 'somebody'))].join(', ');
    parts.push(`${claimed.length} claimed by ${names}`);
  }
  if (blocked.length) {
    const reasons = [...new Set(blocked.map((a) => a.stateReason ?? 'no reason given'))].slice(0, 3).join('; ');
    parts.push(`${blocked.length} blocked (${reasons})`);
  }
  if (others) parts.push(`${others} meant for somebody else or another station`);
  return `Nothing is free: ${parts.join(', ')}.`;
}
