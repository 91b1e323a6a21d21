import { type Asker, obstacleOf, type Queued } from './queue';

export interface QueuedWork extends Queued {
  id: number;
  stateReason: string | null;
  claimedByName: string | null;
  claimedAtStation: string | null;
  personName: string | null;
  stationName: string | null;
}

/** What an empty queue is explained from, beside the assignments themselves. */
export interface EmptyQueueFacts {
  asker: Asker;
  /** Number of the newest round where it is closed and none is open. */
  closedRound: number | null;
  /** Scarce levels in use elsewhere, by name, with the places that hold them. */
  taken: readonly { levelId: number; name: string; places: readonly string[] }[];
}

/** Why there is nothing to claim, in words: the operator's answer to an empty queue. */
export function emptyQueueReason(live: readonly QueuedWork[], facts: EmptyQueueFacts): string {
  if (live.length === 0) {
    return facts.closedRound === null
      ? 'No schedule is published. The lead has to publish one first.'
      : `Round ${facts.closedRound} is closed. The lead opens the next one by publishing a schedule.`;
  }
  const open = live.filter((row) => row.state !== 'done');
  if (open.length === 0) return 'Everything in the published schedule is done.';
  const groups = new Map<string, number>();
  for (const row of open) {
    const why = obstacleInWords(row, facts);
    if (why !== null) groups.set(why, (groups.get(why) ?? 0) + 1);
  }
  const parts = [...groups].sort((a, b) => b[1] - a[1]).slice(0, MOST_PARTS);
  const more = groups.size - parts.length;
  const rest = more > 0 ? `, and ${more} more ${more === 1 ? 'reason' : 'reasons'}` : '';
  return `Nothing is free: ${parts.map(([why, count]) => `${count} ${why}`).join(', ')}${rest}.`;
}

/** Why a certain assignment cannot be claimed, in words. */
export function refusalOf(row: QueuedWork | undefined, facts: EmptyQueueFacts): string {
  if (!row) return 'This assignment is not in the published schedule any more. Take the next one.';
  const why = obstacleInWords(row, facts);
  return why === null
    ? 'Somebody else took this assignment a moment ago. Take the next one.'
    : `This assignment is ${why}. Take the next one.`;
}

const MOST_PARTS = 4;

function obstacleInWords(row: QueuedWork, { asker, taken }: EmptyQueueFacts): string | null {
  switch (obstacleOf(row, asker)) {
    case 'done':
      return 'done';
    case 'claimed':
      return `claimed by ${row.claimedByName ?? 'somebody'}${row.claimedAtStation ? ` at ${row.claimedAtStation}` : ''}`;
    case 'blocked':
      return `blocked (${row.stateReason ?? 'no reason given'})`;
    case 'person':
      return `meant for ${row.personName ?? 'somebody else'}`;
    case 'station':
      return `meant for ${row.stationName ?? 'another station'}`;
    case 'fixed':
      return 'to be set up at another station';
    case 'taken': {
      const level = taken.find(({ levelId }) => row.levelIds.includes(levelId));
      return `waiting for ${level?.name ?? 'an object'}, in use at ${level?.places.join(' and ') || 'another place'}`;
    }
    case 'distinct':
      return 'waiting for an operator other than you, who recorded a part of it';
    case null:
      return null;
  }
}
