import type { liveAssignments } from '@/db/queries/assignments';
import { clockOf } from '@/server/core/program/local-time';
import { leftOvers } from '@/server/core/schedule/roll-over';
import type { DayFacts } from './facts';

type Assignment = Awaited<ReturnType<typeof liveAssignments>>[number];
type Line = DayFacts['lines'][number];
type Slot = DayFacts['slots'][number];

/** What a slice is told with: the assignments by id, places and levels in words, and which shift left an assignment unfinished. */
export interface Known {
  assignments: ReadonlyMap<number, Assignment>;
  inWords(levelIds: readonly number[]): string[];
  place(of: { stationId: number; shiftId: number; day: string }): {
    stationId: number;
    station: string;
    shiftId: number;
    shift: string;
    day: string;
  };
  since: ReadonlyMap<number, { day: string; shift: string; why: string }>;
}

/** Every shift that is not over, with what is still to be done in it and how full that makes it. */
export function slicesOf(facts: DayFacts, known: Known) {
  const rest = restOfLines(facts);
  return facts.slots.map((at) => sliceOf(at, facts, known, rest));
}

function sliceOf(
  { slot, done }: Slot,
  { lines: every, rules, now }: DayFacts,
  known: Known,
  rest: Map<number, number>,
) {
  const { minutesPerDemonstration } = rules;
  const lines = every
    .filter((line) => line.shiftId === slot.shiftId && line.day === slot.day)
    .flatMap((line) => lineOf(line, rest.get(line.id) ?? 0, { minutesPerDemonstration, now }, known));
  const planned = lines.reduce((sum, line) => sum + line.demonstrations, 0);
  const minutes = lines.reduce((sum, line) => sum + line.minutes, 0);
  const counted = Number.isFinite(slot.capacityDemonstrations);
  return {
    ...known.place(slot),
    from: clockOf(slot.from),
    to: clockOf(slot.to),
    capacity: counted
      ? { unit: 'demonstrations' as const, amount: slot.capacityDemonstrations }
      : { unit: 'hours' as const, amount: slot.capacityMinutes / 60 },
    used: counted
      ? (done + planned) / slot.capacityDemonstrations
      : (done * minutesPerDemonstration + minutes) / slot.capacityMinutes,
    done,
    planned,
    minutes,
    swapped: lines.reduce((sum, line) => sum + line.swapped, 0),
    lines,
  };
}

/** A line of which `demonstrations` are still to be done; nothing where none are, or its assignment is gone. */
function lineOf(
  line: Line,
  demonstrations: number,
  { minutesPerDemonstration, now }: { minutesPerDemonstration: number; now: Date },
  known: Known,
) {
  const row = known.assignments.get(line.assignmentId);
  if (!row || demonstrations <= 0) return [];
  return [
    {
      assignmentId: row.id,
      kind: row.kind,
      levels: known.inWords(row.levelIds),
      demonstrations,
      from: clockOf(line.startsAt),
      minutes: line.minutes - (line.demonstrations - demonstrations) * minutesPerDemonstration,
      swapped: line.swapped,
      why: line.why,
      unfinished: known.since.get(row.id) ?? null,
      state: row.state,
      heldBy: row.claimedByName,
      leaseLapsed: row.leasedUntil !== null && row.leasedUntil <= now,
      person: row.personName,
      givenStation: row.stationId === line.stationId,
      givenShift: row.shiftId === line.shiftId && row.shiftDay === line.day,
    },
  ];
}

/** What of each open line is still to be done: what was recorded since the plan was made came from the earliest. */
function restOfLines({ lines, work }: DayFacts): Map<number, number> {
  const left = new Map(work.map((row) => [row.id, row.wanted - row.logged]));
  const byAssignment = new Map<number, Line[]>();
  for (const line of lines) byAssignment.set(line.assignmentId, [...(byAssignment.get(line.assignmentId) ?? []), line]);
  return new Map(
    [...byAssignment].flatMap(([id, mine]) => {
      const rest = leftOvers(mine, left.get(id) ?? 0, 0);
      return mine.map((line, at): [number, number] => [line.id, rest[at]]);
    }),
  );
}
