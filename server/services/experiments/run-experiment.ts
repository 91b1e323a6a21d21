import { startsOf } from '@/db/queries/evaluations';
import { changeExperiment, evaluatedRuns, experimentById } from '@/db/queries/experiments';
import { insertEvent } from '@/db/queries/record';
import { armsOf } from '@/server/core/experiment/arms';
import type { ProgramContext } from '../context';
import { panelOf } from './panel';
import { runNameOf, storeArm } from './store-arm';

type Row = NonNullable<Awaited<ReturnType<typeof experimentById>>>;

/** How often a running experiment looks whether it is still wanted. */
const LOOK_MS = 1000;

/**
 * Does an experiment, or goes on with one that was cut off: arms that are stored are not run again. One that is done,
 * cancelled or gone is left alone. What went wrong in an arm is kept on the experiment as a sentence; one cut off by
 * the end of its worker stays to be taken up again.
 */
export async function runExperiment(ctx: ProgramContext, experimentId: number, signal: AbortSignal): Promise<void> {
  const row = await experimentById(ctx.db, ctx.scope, experimentId);
  const startedAt = row?.startedAt ?? ctx.clock.now();
  if (!row || !(await change(ctx, experimentId, { state: 'running', startedAt }))) return;
  const unwanted = new AbortController();
  const watch = setInterval(async () => {
    const now = await experimentById(ctx.db, ctx.scope, experimentId).catch(() => row);
    if (now?.state !== 'running') unwanted.abort();
  }, LOOK_MS);
  try {
    await runMissing(ctx, row, AbortSignal.any([signal, unwanted.signal]));
    await change(ctx, experimentId, { state: 'done', finishedAt: ctx.clock.now() });
  } catch (error) {
    if (signal.aborted) throw error;
    if (unwanted.signal.aborted) return;
    const told = error instanceof Error ? error.message : String(error);
    await change(ctx, experimentId, { state: 'failed', error: told, finishedAt: ctx.clock.now() });
  } finally {
    clearInterval(watch);
  }
}

async function runMissing(ctx: ProgramContext, { id, plan, ...tally }: Row, signal: AbortSignal) {
  const design = ctx.lab.design(plan.design);
  // Begun under another edition of the lab it goes on beside no arm of that one: these have a panel of their own.
  const panelId = await panelOf(ctx, design, plan);
  const shelf = { design, panelId, starts: await startsOf(ctx.db, panelId) };
  const stored = await evaluatedRuns(ctx.db, ctx.scope, panelId, plan.rounds + 1);
  const orders = armsOf(plan);
  const missing = orders.filter((order) => !stored.has(runNameOf(order)));
  const began = ctx.clock.now().getTime();
  let armsDone = orders.length - missing.length;
  let { armsRun } = tally;
  await change(ctx, id, { armsDone, panelId });
  await ctx.lab.runArms(missing, {
    signal,
    async done(order, record) {
      await storeArm(ctx, shelf, order, record);
      armsDone++;
      armsRun++;
      await change(ctx, id, { armsDone, armsRun, runMs: tally.runMs + ctx.clock.now().getTime() - began });
    },
  });
}

/** Changes an experiment that waits or goes on, and tells of it; whether it was changed. */
async function change(ctx: ProgramContext, id: number, to: Parameters<typeof changeExperiment>[4]): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const changed = await changeExperiment(tx, ctx.scope, id, ['queued', 'running'], to);
    if (changed) await insertEvent(tx, ctx.scope, 'experiment', id);
    return changed;
  });
}
