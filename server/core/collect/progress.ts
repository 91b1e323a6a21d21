import type { AssignmentState, EpisodeKind } from './words';

/** What progress is counted from: one live assignment. */
export interface CountedAssignment {
  kind: EpisodeKind;
  state: AssignmentState;
  stateReason: string | null;
  wanted: number;
  logged: number;
  confirmed: number;
  station: string | null;
  levels: readonly { factorName: string; name: string }[];
  /** When it came into its state. */
  changedAt: Date;
}

/** Recordings of a group of assignments. `left` never counts over-collection against another assignment. */
export interface Counts {
  asked: number;
  logged: number;
  confirmed: number;
  left: number;
  over: number;
}

export interface Share extends Counts {
  name: string;
}

export interface RoundProgress extends Counts {
  assignments: number;
  byStation: Share[];
  byFactor: { factor: string; levels: Share[] }[];
  /** Why assignments are blocked, with how many recordings each reason holds up and since when. */
  blocked: { reason: string; station: string | null; recordings: number; since: Date }[];
}

/**
 * Asked, logged, confirmed and left of a round's demonstrations; by station and by level (most left first), and what is
 * blocked. What a policy drives is of no round.
 */
export function roundProgress(live: readonly CountedAssignment[]): RoundProgress {
  const rows = live.filter(({ kind }) => kind === 'demonstration');
  const factors = [...new Set(rows.flatMap((row) => row.levels.map((level) => level.factorName)))];
  return {
    assignments: rows.length,
    ...countsOf(rows),
    byStation: shares(rows, (row) => row.station ?? 'any station'),
    byFactor: factors.map((factor) => ({
      factor,
      levels: shares(rows, (row) => row.levels.find((level) => level.factorName === factor)?.name ?? 'not applicable'),
    })),
    blocked: blockedReasons(rows),
  };
}

function countsOf(rows: readonly CountedAssignment[]): Counts {
  const sum = (of: (row: CountedAssignment) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    asked: sum((row) => row.wanted),
    logged: sum((row) => Math.min(row.logged, row.wanted)),
    confirmed: sum((row) => row.confirmed),
    left: sum((row) => Math.max(0, row.wanted - row.logged)),
    over: sum((row) => Math.max(0, row.logged - row.wanted)),
  };
}

function shares(rows: readonly CountedAssignment[], nameOf: (row: CountedAssignment) => string): Share[] {
  return [...grouped(rows, nameOf)]
    .map(([name, group]) => ({ name, ...countsOf(group) }))
    .sort((a, b) => b.left - a.left || a.name.localeCompare(b.name));
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function blockedReasons(rows: readonly CountedAssignment[]): RoundProgress['blocked'] {
  const blocked = rows.filter((row) => row.state === 'blocked');
  return [...grouped(blocked, (row) => `${row.station ?? ''}\n${row.stateReason ?? ''}`).values()]
    .map((group) => ({
      reason: group[0].stateReason ?? 'no reason given',
      station: group[0].station,
      recordings: countsOf(group).left,
      since: new Date(Math.min(...group.map((row) => +row.changedAt))),
    }))
    .sort((a, b) => b.recordings - a.recordings);
}

/** The answer of the round in one or two sentences. */
export function progressInWords(number: number | null, progress: RoundProgress): string {
  if (progress.assignments === 0) return 'No schedule is published, so there is nothing to collect.';
  const opening = `Round ${number ?? '–'}: ${progress.logged} of ${progress.asked} demonstrations collected, ${progress.confirmed} confirmed`;
  const over = progress.over ? `, ${progress.over} more than asked` : '';
  const [first, ...more] = progress.blocked;
  if (!first) return `${opening}${over}${progress.left ? `; ${progress.left} left.` : '; everything is done.'}`;
  const held = progress.blocked.reduce((sum, one) => sum + one.recordings, 0);
  const others = more.length ? ` and ${more.length} more reason${more.length > 1 ? 's' : ''}` : '';
  const at = first.station ? ` at ${first.station}` : '';
  return `${opening}${over}; ${held} of the ${progress.left} left are blocked${at} (${first.reason}${others}).`;
}
