import type { AssignmentState } from './words';

/** What decides who may take an assignment, and when. */
export interface Queued {
  state: AssignmentState;
  position: number;
  changedAt: Date;
  personId: number | null;
  stationId: number | null;
  levelIds: readonly number[];
  /** When the shift begins that a lead gave it to; null for none. */
  notBefore: Date | null;
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
  /** Levels that cannot be recorded at this hour. */
  closedLevelIds: readonly number[];
  now: Date;
  /** Splits of which they hold or recorded a part. */
  workedSplitIds: readonly number[];
}

/** What keeps an asker from an assignment, the first that applies. */
export type Obstacle =
  | 'done'
  | 'claimed'
  | 'blocked'
  | 'person'
  | 'station'
  | 'fixed'
  | 'shift'
  | 'hours'
  | 'taken'
  | 'distinct';

/** Why `asker` may not take this assignment; null when they may. */
export function obstacleOf(row: Queued, asker: Asker): Obstacle | null {
  if (row.state === 'done' || row.state === 'blocked') return row.state;
  if (row.state !== 'queued' && row.state !== 'skipped') return 'claimed';
  if (row.personId !== null && row.personId !== asker.personId) return 'person';
  if (row.stationId !== null && row.stationId !== asker.stationId) return 'station';
  if (!asker.fixedLevelIds.every((id) => row.levelIds.includes(id))) return 'fixed';
  if (row.notBefore !== null && row.notBefore > asker.now) return 'shift';
  if (asker.closedLevelIds.some((id) => row.levelIds.includes(id))) return 'hours';
  if (asker.takenLevelIds.some((id) => row.levelIds.includes(id))) return 'taken';
  const split = row.distinctOperators ? row.splitId : null;
  return split !== null && asker.workedSplitIds.includes(split) ? 'distinct' : null;
}
