import { type AssignmentRow, liveAssignments } from '@/db/queries/assignments';
import { type FactorRow, factorsOf } from '@/db/queries/matrix';
import { receivedToday, signsOfLife, type WorkNow, workNow } from '@/db/queries/presence';
import { programOf } from '@/db/queries/programs';
import { stationsOf } from '@/db/queries/stations';
import { whereabouts } from '@/server/core/collect/presence';
import { roundProgress } from '@/server/core/collect/progress';
import { assignmentInWords } from '../collect/in-words';
import type { ProgramContext } from '../context';

/**
 * What a wall in the workshop shows: the round's progress, who works where on what, what is blocked since when, and what
 * came in today. Every time and count is the server's own; persons are named only where the program names them.
 */
export async function wallOf(ctx: ProgramContext) {
  const now = ctx.clock.now();
  const [program, live, factors, stations, work, signs] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    stationsOf(ctx.db, ctx.scope),
    workNow(ctx.db, ctx.scope, now),
    signsOfLife(ctx.db, ctx.scope, now),
  ]);
  const { byStation, ...today } = await receivedToday(ctx.db, ctx.scope, { timeZone: program.timeZone, now });
  const named = program.settings.figuresAboutPersons === 'named';
  const { assignments, asked, logged, confirmed, left, over, blocked } = roundProgress(
    live.map((row) => assignmentInWords(row, factors)),
  );
  const there = whereabouts(signs, now);
  const placeOf = (id: number | null, name: string | null) => {
    return {
      id,
      name,
      people: there
        .filter((sign) => sign.stationId === id)
        .map(({ person, at }) => ({ name: named ? person : null, seenAt: at })),
      lastSeenAt: signs.find((sign) => sign.stationId === id)?.at ?? null,
      work: work.filter((one) => one.stationId === id).flatMap((one) => inHand(one, live, factors, named)),
      loggedToday: byStation.get(id) ?? 0,
    };
  };
  const elsewhere = placeOf(null, null);
  const busyElsewhere = elsewhere.work.length > 0 || elsewhere.people.length > 0;
  return {
    program: program.name,
    simulated: program.simulation !== null,
    timeZone: program.timeZone,
    now,
    round:
      assignments === 0
        ? null
        : {
            number: live.find((row) => row.roundNumber !== null)?.roundNumber ?? null,
            asked,
            logged,
            confirmed,
            left,
            over,
          },
    stations: [...stations.map(({ id, name }) => placeOf(id, name)), ...(busyElsewhere ? [elsewhere] : [])],
    blocked,
    today,
  };
}

function inHand(one: WorkNow, live: readonly AssignmentRow[], factors: readonly FactorRow[], named: boolean) {
  const row = live.find((candidate) => candidate.id === one.assignmentId);
  if (!row) return [];
  const { kind, levels, logged, wanted } = assignmentInWords(row, factors);
  return [
    {
      assignmentId: row.id,
      kind,
      levels: levels.map(({ name }) => name),
      logged,
      wanted,
      person: named ? one.person : null,
      since: one.claimedAt,
    },
  ];
}
