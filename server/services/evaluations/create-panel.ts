import { panelByName } from '@/db/queries/evaluations';
import { configurationIdsByLevels, factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { panelStarts, panels } from '@/db/schema/evaluations';
import { DomainError } from '@/server/core/errors';
import type { CreatePanelInput } from '@/server/core/evaluation/schema';
import type { ProgramContext } from '../context';

const CHUNK = 1000;

/** Freezes a panel of configurations and start states. A name is used once: a panel never changes. */
export async function createPanel(
  ctx: ProgramContext,
  input: CreatePanelInput,
): Promise<{ panelId: number; starts: number }> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const wanted = input.starts.map(({ levels }, position) =>
    factors.map((factor) => {
      const name = levels[factor.key];
      const level = factor.levels.find((row) => row.name.toLowerCase() === name?.toLowerCase());
      if (!level) {
        throw new DomainError(
          'invalid',
          `Start ${position} needs a level of ${factor.key}${name ? `; there is no "${name}"` : ''}. Nothing was kept.`,
        );
      }
      return level.id;
    }),
  );
  const ids = await configurationIdsByLevels(ctx.db, ctx.scope, wanted);
  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    if (await panelByName(tx, ctx.scope, input.name)) {
      throw new DomainError(
        'conflict',
        `There is a panel "${input.name}" already, and a panel is frozen. Choose another name.`,
      );
    }
    const [panel] = await tx
      .insert(panels)
      .values({ programId: ctx.scope.programId, name: input.name, createdAt: now, createdBy: ctx.actor.personId })
      .returning({ id: panels.id });
    const rows = input.starts.map(({ start }, position) => ({
      panelId: panel.id,
      position,
      configurationId: ids.get(wanted[position].join(',')) ?? 0,
      start,
    }));
    for (let at = 0; at < rows.length; at += CHUNK) await tx.insert(panelStarts).values(rows.slice(at, at + CHUNK));
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'evaluations.panel', subject: input.name });
    await insertEvent(tx, ctx.scope, 'evaluation', panel.id);
    return { panelId: panel.id, starts: rows.length };
  });
}
