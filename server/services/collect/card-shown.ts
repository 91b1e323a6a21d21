import { assignmentById } from '@/db/queries/assignments';
import { panelStartById, startTemplateById } from '@/db/queries/start-cards';
import type { AttemptInput } from '@/server/core/collect/schema';
import { cardAt, type StartCard } from '@/server/core/collect/start-cards';
import type { ProgramContext } from '../context';

/** The card a device says it showed, as the server's record has it; null where there is no such card: an attempt is never refused for it. */
export async function cardShown(ctx: ProgramContext, { assignmentId, card }: AttemptInput): Promise<StartCard | null> {
  if (!card) return null;
  if ('panelStartId' in card) {
    const start = await panelStartById(ctx.db, ctx.scope, card.panelStartId);
    return start ? { kind: 'panel', ...start } : null;
  }
  const [template, assignment] = await Promise.all([
    startTemplateById(ctx.db, ctx.scope, card.templateId),
    assignmentById(ctx.db, ctx.scope, assignmentId),
  ]);
  return template && assignment ? cardAt(template, assignment.configurationId, card.position) : null;
}
