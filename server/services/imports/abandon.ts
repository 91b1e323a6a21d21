import { importPlan, updateImport } from '@/db/queries/imports';
import { insertEvent } from '@/db/queries/record';
import type { ProgramContext } from '../context';

/** Ends an import in whose middle workers died too often for it to be taken up by itself; importing again adds what is missing. */
export async function abandonImport(ctx: ProgramContext, importId: number): Promise<void> {
  const plan = await importPlan(ctx.db, ctx.scope, importId);
  if (plan?.state !== 'queued' && plan?.state !== 'running') return;
  const error =
    'The worker ended in the middle of it too often. Episodes added so far are kept; importing again adds the rest, nothing twice.';
  await ctx.db.transaction(async (tx) => {
    await updateImport(tx, ctx.scope, importId, { state: 'failed', error, finishedAt: ctx.clock.now() });
    await insertEvent(tx, ctx.scope, 'import', importId);
  });
}
