import { liveAssignments } from '@/db/queries/assignments';
import { loggedByPerson } from '@/db/queries/attempts';
import { factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { progressInWords, roundProgress } from '@/server/core/collect/progress';
import type { ProgramContext } from '../context';
import { assignmentInWords } from './in-words';

/** How the published round stands, in figures and in words. Figures by person for a lead alone, where the program names persons. */
export async function progressOf(ctx: ProgramContext) {
  const [program, rows, factors] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
  ]);
  const leads = ctx.actor.admin || ctx.roles.includes('lead');
  const named = leads && program.settings.figuresAboutPersons === 'named';
  const number = rows.find((row) => row.roundNumber !== null)?.roundNumber ?? null;
  const progress = roundProgress(rows.map((row) => assignmentInWords(row, factors)));
  return {
    number,
    ...progress,
    words: progressInWords(number, progress),
    byPerson: named ? (await loggedByPerson(ctx.db, ctx.scope)).map(({ name, logged }) => ({ name, logged })) : null,
  };
}
