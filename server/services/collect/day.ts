import { dayFigures } from '@/db/queries/day';
import { programOf } from '@/db/queries/programs';
import type { ProgramContext } from '../context';

/**
 * What today came to. How many recordings the program gained is no figure about persons; time and discards of everybody
 * together are shown from the setting `team` on, one's own with `named`.
 */
export async function dayOf(ctx: ProgramContext) {
  const { timeZone, settings } = await programOf(ctx.db, ctx.scope);
  const now = ctx.clock.now();
  const about = settings.figuresAboutPersons;
  const personId = ctx.actor.personId;
  const all = await dayFigures(ctx.db, ctx.scope, { timeZone, now });
  const own =
    about === 'named' && personId !== null ? await dayFigures(ctx.db, ctx.scope, { timeZone, now, personId }) : null;
  return { day: all.day, logged: all.logged, about, team: about === 'off' ? null : all, own };
}
