import { panelByName } from '@/db/queries/evaluations';
import { settingsOf } from '@/server/core/experiment/arms';
import type { Experiment } from '@/server/core/experiment/schema';
import type { SimulatedDesign } from '@/server/core/ports';
import type { ProgramContext } from '../context';
import { createPanel } from '../evaluations/create-panel';

/**
 * The panel of these settings: the whole matrix, so often. Every seed draws its own start states, which all arms of
 * the seed meet and nothing else is done from.
 */
export async function panelOf(ctx: ProgramContext, design: SimulatedDesign, plan: Experiment): Promise<number> {
  const name = settingsOf(plan);
  const known = await panelByName(ctx.db, ctx.scope, name);
  if (known) return known.id;
  const matrix = combinations(design);
  const starts = Array.from({ length: plan.trials }, (_, trial) =>
    matrix.map((levels) => ({ levels, start: { trial, drawnBy: 'the seed of the run' } })),
  ).flat();
  return (await createPanel(ctx, { name, starts })).panelId;
}

/** Level names by factor of every configuration, in the order of the design. */
function combinations({ factors }: SimulatedDesign): Record<string, string>[] {
  return factors.reduce<Record<string, string>[]>(
    (before, { key, levels }) => before.flatMap((part) => levels.map(({ name }) => ({ ...part, [key]: name }))),
    [{}],
  );
}
