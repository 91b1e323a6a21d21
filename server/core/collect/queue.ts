import type { AssignmentState } from './words';

/** What decides who may take an assignment, and when. */
export interface Queued {
  state: AssignmentState;
  position: number;
  changedAt: Date;
  personId: number | null;
  stationId: number | null;
  levelIds: readonly number[];
}

/** Who asks for work, and where. `fixedLevelIds`: the levels their station cannot change. */
export interface Asker {
  personId: number | null;
  stationId: number | null;
  fixedLevelIds: readonly number[];
}

/** Whether `asker` may take this assignment: it waits, is meant for nobody else, and fits the station. */
export function mayTake(row: Queued, asker: Asker): boolean {
  return (
    (row.state === 'queued' || row.state === 'skipped') &&
    (row.personId === null || row.personId === asker.personId) &&
    (row.stationId === null || row.stationId === asker.stationId) &&
    asker.fixedLevelIds.every((id) => row.levelIds.includes(id))
  );
}

/** Order of the queue: queued ones by position, then skipped ones, the longest skipped first. */
export function byTurn(a: Queued, b: Queued): number {
  const skipped = Number(a.state === 'skipped') - Number(b.state === 'skipped');
  if (skipped !== 0) return skipped;
  if (a.state === 'skipped' && +a.changedAt !== +b.changedAt) return +a.changedAt - +b.changedAt;
  return a.position - b.position;
}
