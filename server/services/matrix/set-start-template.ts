import { and, eq, isNull } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels, startTemplates } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { StartTemplateInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';

const SEEDS = 2 ** 31;

/** Sets where recordings with a level start, with a new deck; all empty takes the cards away. Attempts keep the cards they had. */
export async function setStartTemplate(ctx: ProgramContext, input: StartTemplateInput): Promise<void> {
  const { levelId, zones, orientations, distractors } = input;
  await ctx.db.transaction(async (tx) => {
    const [level] = await tx
      .select({ name: levels.name })
      .from(levels)
      .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.id, levelId)))
      .for('update');
    if (!level) throw new DomainError('not_found', 'There is no such level in this program.');
    const now = ctx.clock.now();
    await tx
      .update(startTemplates)
      .set({ retiredAt: now })
      .where(and(eq(startTemplates.levelId, levelId), isNull(startTemplates.retiredAt)));
    if (zones.length + orientations.length + distractors.length > 0) {
      await tx.insert(startTemplates).values({
        programId: ctx.scope.programId,
        levelId,
        zones,
        orientations,
        distractors,
        seed: now.getTime() % SEEDS,
        createdBy: ctx.actor.personId,
        createdAt: now,
      });
    }
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.start-template',
      subject: level.name,
      details: { zones, orientations, distractors },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
