import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { checkpoints, scores, scoringRuns, trainingSetEpisodes, trainingSets } from '@/db/schema/policies';
import { type episodeKind, episodes } from '@/db/schema/recordings';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { ProgramContext } from '@/server/services/context';
import { testPorts } from '../support/ports';
import { aProgram } from '../support/programs';
import { storedRecording } from '../support/stored-recording';
import { testDatabase } from '../support/test-database';

type Kind = (typeof episodeKind.enumValues)[number];

const database = testDatabase();
let ctx: ProgramContext;
const id: Record<Kind | 'run' | 'set', number> = {
  demonstration: 0,
  probe_rollout: 0,
  evaluation_trial: 0,
  run: 0,
  set: 0,
};

beforeAll(async () => {
  ctx = await aProgram(testPorts(database));
  const { db } = ctx;
  const { programId } = ctx.scope;
  const recording = await storedRecording(ctx, { name: 'd', kind: 'probe_rollout' });
  for (const [sourceIndex, kind] of (['demonstration', 'probe_rollout', 'evaluation_trial'] as const).entries()) {
    const row = { sourceIndex, kind, frames: 1, fingerprint: kind, contentHash: kind };
    const [made] = await db
      .insert(episodes)
      .values({ programId, ...recording, ...row })
      .returning();
    id[kind] = made.id;
  }
  const [checkpoint] = await db
    .insert(checkpoints)
    .values({ programId, name: 'c', form: 'ensemble', chunkLength: 1, executedSteps: 1, actionDims: 1 })
    .returning();
  const [run] = await db
    .insert(scoringRuns)
    .values({ programId, checkpointId: checkpoint.id, form: ScoringForm.parse({}) })
    .returning();
  const [set] = await db.insert(trainingSets).values({ programId, name: 's', size: 1 }).returning();
  Object.assign(id, { run: run.id, set: set.id });
});

const score = (episode: Kind, episodeKind: Kind) =>
  ctx.db.insert(scores).values({ scoringRunId: id.run, episodeId: id[episode], episodeKind, steps: 1 });
const train = (episode: Kind, episodeKind: Kind) =>
  ctx.db.insert(trainingSetEpisodes).values({ trainingSetId: id.set, episodeId: id[episode], episodeKind });
const refusedBy = (constraint: string) => ({ cause: { constraint_name: constraint } });

test('no statement brings an evaluation trial into scoring, whatever kind it claims', async () => {
  await expect(score('evaluation_trial', 'evaluation_trial')).rejects.toMatchObject(
    refusedBy('scoring_never_on_trials'),
  );
  await expect(score('evaluation_trial', 'probe_rollout')).rejects.toMatchObject(refusedBy('scores_episode_fk'));
  await score('probe_rollout', 'probe_rollout');
});

test('no statement brings an evaluation trial into a training set, whatever kind it claims', async () => {
  await expect(train('evaluation_trial', 'evaluation_trial')).rejects.toMatchObject(
    refusedBy('training_never_on_trials'),
  );
  await expect(train('evaluation_trial', 'demonstration')).rejects.toMatchObject(
    refusedBy('training_set_episodes_episode_fk'),
  );
  await train('demonstration', 'demonstration');
});

test('what was scored or trained on cannot become a trial afterwards', async () => {
  for (const kind of ['probe_rollout', 'demonstration'] as const) {
    const turned = ctx.db.update(episodes).set({ kind: 'evaluation_trial' }).where(eq(episodes.id, id[kind]));
    await expect(turned).rejects.toMatchObject({ cause: { code: '23503' } });
  }
  const [{ kinds }] = await ctx.db.execute<{ kinds: string[] }>(
    sql`select array_agg(kind::text order by id) as kinds from episodes`,
  );
  expect(kinds).toEqual(['demonstration', 'probe_rollout', 'evaluation_trial']);
});
