import { actionSpaceFor } from '@/db/queries/checkpoints';
import { checkpointByName, insertEvaluation, type startsOf } from '@/db/queries/evaluations';
import { insertTrainingSetCounts, runNamed } from '@/db/queries/experiments';
import { insertEvent } from '@/db/queries/record';
import { checkpoints, trainingSets } from '@/db/schema/policies';
import { type ArmOrder, type ArmRecord, demonstrationName, settingsOf } from '@/server/core/experiment/arms';
import type { SimulatedDesign } from '@/server/core/ports';
import type { ProgramContext } from '../context';

/** Where the arms of an experiment are stored: its design and its panel, whose first starts are the design's configurations in order. */
export interface ArmShelf {
  design: SimulatedDesign;
  panelId: number;
  starts: Awaited<ReturnType<typeof startsOf>>;
}

/** The run that an arm is stored as; arms of one design with one name are the same. */
export const runNameOf = (order: ArmOrder) => `${order.strategy}, seed ${order.seed}; ${settingsOf(order)}`;

/**
 * Stores an arm as a run with a checkpoint, its training set and an evaluation for each training. Called again for one
 * that was cut off it adds what is missing.
 */
export async function storeArm(ctx: ProgramContext, shelf: ArmShelf, order: ArmOrder, record: ArmRecord) {
  const runId = await runNamed(ctx.db, ctx.scope, {
    name: runNameOf(order),
    arm: order.strategy === 'random' ? 'random' : 'active',
    strategy: order.strategy,
    seed: order.seed,
  });
  for (const training of record.trainings) await storeTraining(ctx, shelf, { runId, order, training });
  await ctx.db.transaction((tx) => insertEvent(tx, ctx.scope, 'evaluation'));
}

interface Training {
  runId: number;
  order: ArmOrder;
  training: ArmRecord['trainings'][number];
}

async function storeTraining(ctx: ProgramContext, shelf: ArmShelf, { runId, order, training }: Training) {
  const { demonstrated, changeovers, failures } = training;
  const size = demonstrated.reduce((sum, count) => sum + count, 0);
  const name = `${runNameOf(order)}: ${size}`;
  if (await checkpointByName(ctx.db, ctx.scope, name)) return;
  const { design, panelId, starts } = shelf;
  const { programId } = ctx.scope;
  await ctx.db.transaction(async (tx) => {
    const [set] = await tx
      .insert(trainingSets)
      .values({
        programId,
        name,
        size,
        changeovers,
        seed: order.seed,
        hash: ctx.secrets.sha256(recordingsOf(order, demonstrated)),
      })
      .returning({ id: trainingSets.id });
    const counts = demonstrated.map((count, i) => ({
      configurationId: starts[i].configurationId,
      demonstrations: count,
    }));
    await insertTrainingSetCounts(
      tx,
      set.id,
      counts.filter(({ demonstrations }) => demonstrations > 0),
    );
    const dimensions = design.actions.map((each) => ({ name: each, unit: '', kind: 'position' as const }));
    const [checkpoint] = await tx
      .insert(checkpoints)
      .values({
        programId,
        runId,
        name,
        form: 'ensemble',
        trainingSetId: set.id,
        actionSpaceId: await actionSpaceFor(tx, ctx.scope, 'Actions of the simulated lab', dimensions),
        chunkLength: design.chunkLength,
        executedSteps: design.chunkLength,
        actionDims: dimensions.length,
      })
      .returning({ id: checkpoints.id });
    const evaluation = { checkpointId: checkpoint.id, panelId, note: 'Simulated.', createdAt: ctx.clock.now() };
    const trials = failures.map((failure, i) => ({
      panelStartId: starts[i].id,
      configurationId: starts[i].configurationId,
      outcome: failure === null ? ('success' as const) : ('failure' as const),
      failureMode: failure,
      evaluator: 'simulation',
    }));
    await insertEvaluation(tx, ctx.scope, evaluation, trials);
  });
}

/** The names of an arm's demonstrations, sorted, a line each. */
function recordingsOf(order: ArmOrder, demonstrated: readonly number[]): string {
  return demonstrated
    .flatMap((count, i) => Array.from({ length: count }, (_, repeat) => demonstrationName(order, i, repeat)))
    .sort()
    .join('\n');
}
