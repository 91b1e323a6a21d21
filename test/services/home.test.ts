import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { checkpoints } from '@/db/schema/policies';
import { episodes } from '@/db/schema/recordings';
import { CreatePanelInput } from '@/server/core/evaluation/schema';
import { ProposeProbePlanInput, StartEvaluationInput } from '@/server/core/rollouts/schema';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { queueOf } from '@/server/services/collect/queue';
import type { ProgramContext } from '@/server/services/context';
import { createPanel } from '@/server/services/evaluations/create-panel';
import { leadHome } from '@/server/services/home/lead';
import { proposeProbePlan } from '@/server/services/rollouts/propose-probe-plan';
import { publishProbePlan } from '@/server/services/rollouts/publish-probe-plan';
import { startEvaluation } from '@/server/services/rollouts/start-evaluation';
import { closeRound } from '@/server/services/schedule/close-round';
import { attemptOn, collecting } from '../support/collecting';
import { addScoring } from '../support/kitchen';
import { storedRecording } from '../support/stored-recording';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

/** Registers a checkpoint at the program's time and makes it the current one. */
async function register({ db, scope, clock }: ProgramContext, name: string): Promise<number> {
  await db.update(checkpoints).set({ isCurrent: false }).where(eq(checkpoints.programId, scope.programId));
  const card = { form: 'recorded' as const, chunkLength: 1, executedSteps: 1, actionDims: 1 };
  const [{ id }] = await db
    .insert(checkpoints)
    .values({ programId: scope.programId, name, ...card, isCurrent: true, createdAt: clock.now() })
    .returning();
  return id;
}

/** Puts a recording into the store at the program's time. */
async function store(ctx: ProgramContext, checkpointId: number): Promise<void> {
  const recording = await storedRecording(ctx, {
    name: 'rollouts',
    kind: 'probe_rollout',
    sourceId: `of ${checkpointId}`,
  });
  await ctx.db.insert(episodes).values({
    programId: ctx.scope.programId,
    ...recording,
    sourceIndex: 0,
    kind: 'probe_rollout',
    checkpointId,
    frames: 10,
    fingerprint: `of ${checkpointId}`,
    contentHash: 'c',
    createdAt: ctx.clock.now(),
  });
}

/** Works off every live assignment of a kind. */
async function workOff(ctx: ProgramContext, kind: 'demonstration' | 'probe_rollout' | 'evaluation_trial') {
  const rows = (await queueOf(ctx)).filter((row) => row.kind === kind);
  for (const { id, wanted, starts } of rows)
    for (let at = 0; at < wanted; at++) {
      const panelStartId = starts[at]?.panelStartId;
      await logAttempt(ctx, attemptOn(id, { card: panelStartId === undefined ? undefined : { panelStartId } }));
    }
}

test('a lead is led from a collected round through training, trials, probe rollouts and scoring to the next', async () => {
  const { lead, first, later } = await collecting(database);
  const home = async () => {
    later(1000);
    return leadHome(lead);
  };
  expect(await home()).toMatchObject({ step: 'collect', logged: 0 });
  await workOff(first, 'demonstration');
  expect(await home()).toMatchObject({ step: 'checkpoint', trainedSince: false });

  const checkpointId = await register(lead, 'round-1');
  expect(await home()).toMatchObject({ step: 'evaluate', panels: 0, evaluation: null });
  const levels = { task: 'pour', object: 'glass', environment: 'kitchen' };
  await createPanel(lead, CreatePanelInput.parse({ name: 'frozen', starts: [{ levels }, { levels }] }));
  expect(await home()).toMatchObject({ step: 'evaluate', panels: 1, evaluation: null });
  const evaluation = { checkpoint: 'round-1', panel: 'frozen', driveUnknown: true };
  await startEvaluation(lead, StartEvaluationInput.parse(evaluation));
  const open = { panelName: 'frozen', trials: 0, planned: 2 };
  expect(await home()).toMatchObject({ step: 'evaluate', evaluation: open, success: null });
  await workOff(first, 'evaluation_trial');
  expect(await home()).toMatchObject({ step: 'close', evaluation: null, success: { panelName: 'frozen' } });
  await closeRound(lead);

  // A checkpoint that has driven nothing is to drive before it is scored.
  await store(lead, await register(lead, 'older'));
  await lead.db.update(checkpoints).set({ isCurrent: false }).where(eq(checkpoints.name, 'older'));
  await lead.db.update(checkpoints).set({ isCurrent: true }).where(eq(checkpoints.id, checkpointId));
  const { checkpointId: scored } = await addScoring(lead, { seed: 'scored' });
  expect(await home()).toMatchObject({ step: 'propose', currentCheckpoint: 'scored' });
  await lead.db.update(checkpoints).set({ isCurrent: false }).where(eq(checkpoints.id, scored));
  await lead.db.update(checkpoints).set({ isCurrent: true }).where(eq(checkpoints.id, checkpointId));
  expect(await home()).toMatchObject({ step: 'probe', probePlan: null, newRollouts: 0 });
  const { probePlanId } = await proposeProbePlan(
    lead,
    ProposeProbePlanInput.parse({ checkpointId, driveUnknown: true }),
  );
  expect(await home()).toMatchObject({ step: 'probe', probePlan: { id: probePlanId, state: 'proposed' } });
  await publishProbePlan(lead, probePlanId);
  await workOff(first, 'probe_rollout');
  const done = { logged: 5, wanted: 5, confirmed: 0 };
  expect(await home()).toMatchObject({ step: 'probe', probePlan: { state: 'published', progress: done } });
  await store(lead, checkpointId);
  expect(await home()).toMatchObject({ step: 'score', newRollouts: 1 });

  // A checkpoint without trials is tried on the panel first.
  await register(lead, 'round-2');
  expect(await home()).toMatchObject({ step: 'evaluate', evaluations: 0 });
});
