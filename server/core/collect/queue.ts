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

/** Where the day plan has an assignment: its place in the plan of the asker's station, null where only others have it. */
export type PlannedTurns = ReadonlyMap<number, number | null>;

/**
 * Order of the queue: what the day plan of the asker's station has, in its order; then what no plan has and what other
 * stations have, each by position; then skipped ones, the longest skipped first.
 */
export function byTurn(plan: PlannedTurns): (a: Queued & { id: number }, b: Queued & { id: number }) => number {
  const rank = (id: number) => (plan.has(id) ? (plan.get(id) === null ? 2 : 0) : 1);
  return (a, b) => {
    const skipped = Number(a.state === 'skipped') - Number(b.state === 'skipped');
    if (skipped !== 0) return skipped;
    if (a.state === 'skipped' && +a.changedAt !== +b.changedAt) return +a.changedAt - +b.changedAt;
    return (
      rank(a.id) - rank(b.id) || (plan.get(a.id) ?? 0) - (plan.get(b.id) ?? 0) || a.position - b.position || a.id - b.id
    );
  };
}
