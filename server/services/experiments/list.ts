import { experimentsOf } from '@/db/queries/experiments';
import { programOf } from '@/db/queries/programs';
import type { ProgramContext } from '../context';
import { programsOf } from '../programs/list';

/** Experiments kept here, newest first, and where those of other designs are. */
export async function experimentsHere(ctx: ProgramContext) {
  const [{ slug, simulation }, experiments, seen] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    experimentsOf(ctx.db, ctx.scope),
    programsOf(ctx),
  ]);
  const of = simulation?.experimentsOf ?? slug;
  return {
    simulation,
    experiments,
    elsewhere: seen.flatMap((program) =>
      program.slug !== slug && program.simulation?.experimentsOf === of
        ? [{ slug: program.slug, name: program.name, design: program.simulation.design }]
        : [],
    ),
  };
}
