import { type Asker, obstacleOf, type Queued } from './queue';

export interface QueuedWork extends Queued {
  id: number;
  stateReason: string | null;
  claimedByName: string | null;
  claimedAtStation: string | null;
  personName: string | null;
  stationName: string | null;
  /** The shift a lead gave it to. */
  shiftName: string | null;
  shiftDay: string | null;
}

/** What an empty queue is explained from, beside the assignments themselves. */
export interface EmptyQueueFacts {
  asker: Asker;
  /** Number of the newest round where it is closed and none is open. */
  closedRound: number | null;
  /** Scarce levels in use elsewhere, by name, with the places that hold them. */
  taken: readonly { levelId: number; name: string; places: readonly string[] }[];
  /** Levels that cannot be recorded at this hour, by name, with their hours. */
  closed: readonly { levelId: number; name: string; from: string; to: string }[];
}

/** What stands between an asker and an assignment, with the names that explain it. */
export type Obstacle =
  | { kind: 'done' | 'fixed' | 'distinct' }
  | { kind: 'claimed'; name: string | null; station: string | null }
  | { kind: 'blocked'; reason: string | null }
  | { kind: 'person'; name: string | null }
  | { kind: 'station'; station: string | null }
  | { kind: 'shift'; shift: string | null; day: string | null }
  | { kind: 'hours'; level: string | null; from: string; to: string }
  | { kind: 'taken'; level: string | null; places: readonly string[] };

/** Why there is nothing to claim. Pages have the words for it in every language. */
export type EmptyQueue =
  | { kind: 'nothing' }
  | { kind: 'closed'; round: number }
  | { kind: 'done' }
  /** Something is free by now, or others are taking it at this very moment. */
  | { kind: 'moment' }
  | { kind: 'busy'; parts: { count: number; obstacle: Obstacle }[]; more: number };

const MOST_PARTS = 4;

/** Why there is nothing to claim: the most common obstacles first, at most four of them. */
export function emptyQueue(live: readonly QueuedWork[], facts: EmptyQueueFacts): EmptyQueue {
  if (live.length === 0)
    return facts.closedRound === null ? { kind: 'nothing' } : { kind: 'closed', round: facts.closedRound };
  const open = live.filter((row) => row.state !== 'done');
  if (open.length === 0) return { kind: 'done' };
  const groups = new Map<string, { count: number; obstacle: Obstacle }>();
  for (const row of open) {
    const obstacle = obstacleBefore(row, facts);
    if (obstacle === null) continue;
    const words = obstacleWords(obstacle);
    const known = groups.get(words);
    if (known) known.count++;
    else groups.set(words, { count: 1, obstacle });
  }
  if (groups.size === 0) return { kind: 'moment' };
  const parts = [...groups.values()].sort((a, b) => b.count - a.count);
  return { kind: 'busy', parts: parts.slice(0, MOST_PARTS), more: Math.max(0, parts.length - MOST_PARTS) };
}

/** The same in a sentence. */
export function emptyQueueReason(live: readonly QueuedWork[], facts: EmptyQueueFacts): string {
  const empty = emptyQueue(live, facts);
  switch (empty.kind) {
    case 'nothing':
      return 'No schedule is published. The lead has to publish one first.';
    case 'closed':
      return `Round ${empty.round} is closed. The lead opens the next one by publishing a schedule.`;
    case 'done':
      return 'Everything in the published schedule is done.';
    case 'moment':
      return 'What is free is being taken by others at this very moment. Ask again.';
    case 'busy': {
      const { parts, more } = empty;
      const rest = more > 0 ? `, and ${more} more ${more === 1 ? 'reason' : 'reasons'}` : '';
      const said = parts.map(({ count, obstacle }) => `${count} ${obstacleWords(obstacle)}`).join(', ');
      return `Nothing is free: ${said}${rest}.`;
    }
  }
}

/** Why a certain assignment cannot be claimed, in words. */
export function refusalOf(row: QueuedWork | undefined, facts: EmptyQueueFacts): string {
  if (!row) return 'This assignment is not in the published schedule any more. Take the next one.';
  const obstacle = obstacleBefore(row, facts);
  return obstacle === null
    ? 'Somebody else took this assignment a moment ago. Take the next one.'
    : `This assignment is ${obstacleWords(obstacle)}. Take the next one.`;
}

function obstacleBefore(row: QueuedWork, { asker, taken, closed }: EmptyQueueFacts): Obstacle | null {
  const kind = obstacleOf(row, asker);
  switch (kind) {
    case null:
      return null;
    case 'done':
    case 'fixed':
    case 'distinct':
      return { kind };
    case 'claimed':
      return { kind, name: row.claimedByName, station: row.claimedAtStation };
    case 'blocked':
      return { kind, reason: row.stateReason };
    case 'person':
      return { kind, name: row.personName };
    case 'station':
      return { kind, station: row.stationName };
    case 'shift':
      return { kind, shift: row.shiftName, day: row.shiftDay };
    case 'hours': {
      const level = closed.find(({ levelId }) => row.levelIds.includes(levelId));
      return { kind, level: level?.name ?? null, from: level?.from ?? '', to: level?.to ?? '' };
    }
    case 'taken': {
      const level = taken.find(({ levelId }) => row.levelIds.includes(levelId));
      return { kind, level: level?.name ?? null, places: level?.places ?? [] };
    }
  }
}

function obstacleWords(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'done':
      return 'done';
    case 'claimed':
      return `claimed by ${obstacle.name ?? 'somebody'}${obstacle.station ? ` at ${obstacle.station}` : ''}`;
    case 'blocked':
      return `blocked (${obstacle.reason ?? 'no reason given'})`;
    case 'person':
      return `meant for ${obstacle.name ?? 'somebody else'}`;
    case 'station':
      return `meant for ${obstacle.station ?? 'another station'}`;
    case 'shift':
      return `kept for the shift ${[obstacle.shift, obstacle.day].filter(Boolean).join(' on ') || 'of another day'}`;
    case 'hours':
      return `waiting for ${obstacle.level ?? 'a level'}, recorded from ${obstacle.from} to ${obstacle.to} only`;
    case 'fixed':
      return 'to be set up at another station';
    case 'taken':
      return `waiting for ${obstacle.level ?? 'an object'}, in use at ${obstacle.places.join(' and ') || 'another place'}`;
    case 'distinct':
      return 'waiting for an operator other than you, who recorded a part of it';
  }
}
