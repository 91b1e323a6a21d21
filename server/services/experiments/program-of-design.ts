import { copyMembers } from '@/db/queries/people';
import { costOn, experimentProgram, programOf } from '@/db/queries/programs';
import { DomainError } from '@/server/core/errors';
import type { Access } from '@/server/core/people/access';
import type { SimulatedDesign } from '@/server/core/ports';
import { CreateProgramInput } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';
import { enterProgram } from '../people/gate';
import { createProgram } from '../programs/create';

/** Who has something to do where nothing is collected. */
const WHO_READS = ['lead', 'manager', 'engineer'] as const;
const STARTS_EXPERIMENTS: Access = { kind: 'program', roles: ['lead'], scope: 'plan' };

/**
 * The program that keeps the experiments of a design for the people of this simulated one: the matrix is the design's.
 * Made with the same leads, managers and engineers when there is none. Throws DomainError invalid where nothing is simulated.
 */
export async function programOfDesign(ctx: ProgramContext, design: SimulatedDesign): Promise<ProgramContext> {
  const here = await programOf(ctx.db, ctx.scope);
  if (!here.simulation)
    throw new DomainError('invalid', 'Experiments are simulated, and this program is not. Start them in one that is.');
  if (here.simulation.experimentsOf && here.simulation.design === design.name) return ctx;
  const of = here.simulation.experimentsOf ?? here.slug;
  const known = await experimentProgram(ctx.db, of, design.name);
  if (known) return enterProgram(ctx, ctx.actor, known, STARTS_EXPERIMENTS);
  if (ctx.actor.tokenProgramId !== null)
    throw new DomainError('forbidden', 'The first experiment of a design needs a lead or a token of the installation.');
  const cost = await costOn(ctx.db, ctx.scope, ctx.clock.now().toISOString().slice(0, 10));
  const { slug } = await createProgram(
    ctx,
    CreateProgramInput.parse({
      name: `Experiments: ${design.name}`,
      timeZone: here.timeZone,
      currency: here.currency,
      blockSize: 1,
      costPerDemonstrationMinor: cost?.perDemonstrationMinor,
      costPerRoundMinor: cost?.perRoundMinor,
      factors: design.factors,
      simulation: { design: design.name, seed: null, physics: 'of each panel', experimentsOf: of },
    }),
  );
  const made = await enterProgram(ctx, ctx.actor, slug, STARTS_EXPERIMENTS);
  await copyMembers(ctx.db, ctx.scope, made.scope.programId, WHO_READS);
  return made;
}
