import type { AssignmentState } from './words';

/** What decides who may take an assignment, and when. */
export interface Queued {
  state: AssignmentState;
  position: number;
  changedAt: Date;
  personId: number | null;
  stationId: number | null;
  levelIds: readonly number[];
  /** The assignment this one is a part of, where a lead split it. */
  splitId: number | null;
  /** Whether every part of that split needs another operator. */
  distinctOperators: boolean;
}

/** Who asks for work, and where. */
export interface Asker {
  personId: number | null;
  stationId: number | null;
  /** The levels their station cannot change. */
  fixedLevelIds: readonly number[];
  /** Scarce levels that other places hold all of. */
  takenLevelIds: readonly number[];
  /** Splits of which they hold or recorded a part. */
  workedSplitIds: readonly number[];
}

/** What keeps an asker from an assignment, the first that applies. */
export type Obstacle = 'done' | 'claimed' | 'blocked' | 'person' | 'station' | 'fixed' | 'taken' | 'distinct';

/** Why `asker` may not take this assignment; null when they may. */
export function obstacleOf(row: Queued, asker: Asker): Obstacle | null {
  if (row.state === 'done' || row.state === 'blocked') return row.state;
  if (row.state !== 'queued' && row.state !== 'skipped') return 'claimed';
  if (row.personId !== null && row.personId !== asker.personId) return 'person';
  if (row.stationId !== null && row.stationId !== asker.stationId) return 'station';
  if (!asker.fixedLevelIds.every((id) => row.levelIds.includes(id))) return 'fixed';
  if (asker.takenLevelIds.some((id) => row.levelIds.includes(id))) return 'taken';
  const split = row.distinctOperators ? row.splitId : null;
  return split !== null && asker.workedSplitIds.includes(split) ? 'distinct' : null;
}

/** Order of the queue: queued ones by position, then skipped ones, the longest skipped first. */
export function byTurn(a: Queued, b: Queued): number {
  const skipped = Number(a.state === 'skipped') - Number(b.state === 'skipped');
  if (skipped !== 0) return skipped;
  if (a.state === 'skipped' && +a.changedAt !== +b.changedAt) return +a.changedAt - +b.changedAt;
  return a.position - b.position;
}
