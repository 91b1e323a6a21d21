import { factorsOf, matrixSize } from '@/db/queries/matrix';
import { costOn, programOf, standingCapChoices } from '@/db/queries/programs';
import type { ProgramContext } from '../context';

/** The program as its pages need it: settings, factors with levels, caps chosen, cost in force, size of the matrix. */
export async function showProgram(ctx: ProgramContext) {
  const day = ctx.clock.now().toISOString().slice(0, 10);
  const [program, factors, caps, cost, size] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    standingCapChoices(ctx.db, ctx.scope),
    costOn(ctx.db, ctx.scope, day),
    matrixSize(ctx.db, ctx.scope),
  ]);
  return {
    slug: program.slug,
    name: program.name,
    timeZone: program.timeZone,
    currency: program.currency,
    blockSize: program.blockSize,
    settings: program.settings,
    simulation: program.simulation,
    roles: ctx.actor.admin ? (['lead', 'operator', 'manager', 'annotator', 'engineer'] as const) : ctx.roles,
    factors,
    caps: caps.map(({ subject, percent, reason, chosenByName, chosenAt }) => ({
      subject,
      percent,
      reason,
      chosenByName,
      chosenAt,
    })),
    cost: { perDemonstrationMinor: cost?.perDemonstrationMinor ?? 0, perRoundMinor: cost?.perRoundMinor ?? 0 },
    matrix: { total: size.total, excluded: size.excluded },
  };
}
