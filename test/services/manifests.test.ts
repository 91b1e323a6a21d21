import { beforeAll, expect, test } from 'vitest';
import { checkpoints, runs, trainingSetEpisodes, trainingSets } from '@/db/schema/policies';
import { episodes } from '@/db/schema/recordings';
import {
  CreatePanelInput,
  EfficiencyQuestion,
  ManifestRequest,
  PostEvaluationInput,
} from '@/server/core/evaluation/schema';
import type { ProgramContext } from '@/server/services/context';
import { createPanel } from '@/server/services/evaluations/create-panel';
import { efficiency } from '@/server/services/evaluations/efficiency';
import { evidence } from '@/server/services/evaluations/evidence';
import { postEvaluation } from '@/server/services/evaluations/post';
import { trainingManifest } from '@/server/services/manifests/training-manifest';
import { testPorts } from '../support/ports';
import { aProgram } from '../support/programs';
import { storedRecording } from '../support/stored-recording';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const RANDOM = 5;
const SCORED = 7;
const SIZE = 4;
let ctx: ProgramContext;
/** Ids of the episodes by why they were picked. */
const picked: Record<'random' | 'scored', number[]> = { random: [], scored: [] };

beforeAll(async () => {
  ctx = await aProgram(testPorts(database));
  const { db } = ctx;
  const { programId } = ctx.scope;
  const recording = await storedRecording(ctx, { name: 'takes', kind: 'demonstration' });
  for (let i = 0; i < RANDOM + SCORED; i++) {
    const pickKind = i < RANDOM ? 'random' : 'scored';
    const [{ id }] = await db
      .insert(episodes)
      .values({
        programId,
        ...recording,
        sourceIndex: i,
        kind: 'demonstration',
        pickKind,
        frames: 10,
        fingerprint: `f${i}`,
        contentHash: `c${i}`,
      })
      .returning();
    picked[pickKind].push(id);
  }
  await createPanel(
    ctx,
    CreatePanelInput.parse({
      name: 'frozen',
      starts: [{ levels: { task: 'pour', object: 'glass', environment: 'kitchen' } }],
    }),
  );
  await trained('active-4', 'active', picked.scored.slice(0, SIZE));
});

/** A checkpoint of a run of the arm, trained on these episodes, or on so many that nobody listed, and evaluated once. */
async function trained(name: string, arm: 'active' | 'random', on: readonly number[] | number): Promise<void> {
  const { programId } = ctx.scope;
  const [size, ids] = typeof on === 'number' ? [on, []] : [on.length, on];
  const [run] = await ctx.db.insert(runs).values({ programId, name, arm, strategy: arm, seed: 1 }).returning();
  const set = { programId, name, size, seed: 42, hash: ids.length > 0 ? name : null };
  const [{ id: trainingSetId }] = await ctx.db.insert(trainingSets).values(set).returning();
  for (const episodeId of ids)
    await ctx.db.insert(trainingSetEpisodes).values({ trainingSetId, episodeId, episodeKind: 'demonstration' });
  const card = { form: 'recorded' as const, chunkLength: 1, executedSteps: 1, actionDims: 1 };
  await ctx.db.insert(checkpoints).values({ programId, runId: run.id, name, trainingSetId, ...card });
  await postEvaluation(
    ctx,
    PostEvaluationInput.parse({ checkpoint: name, panel: 'frozen', trials: [{ start: 0, outcome: 'failure' }] }),
  );
}

const asked = (request: Partial<ManifestRequest>) => trainingManifest(ctx, ManifestRequest.parse(request));

test('both arms of a checkpoint come at equal size and with its seed, as ids and as a command', async () => {
  const active = await asked({ arm: 'active', checkpoint: 'active-4' });
  const random = await asked({ arm: 'random', checkpoint: 'active-4' });
  expect(active).toMatchObject({ size: SIZE, seed: 42, episodeIds: picked.scored.slice(0, SIZE) });
  expect(random).toMatchObject({ size: SIZE, seed: 42 });
  expect(random.episodeIds.every((id) => picked.random.includes(id))).toBe(true);
  expect(await asked({ arm: 'random', checkpoint: 'active-4' })).toEqual(random);
  expect(active.datasets).toEqual([
    {
      dataset: 'takes',
      location: '/data',
      episodes: [5, 6, 7, 8],
      command: `lerobot-train --dataset.repo_id='takes' --dataset.root='/data' --dataset.episodes='[5,6,7,8]' --seed=42`,
    },
  ]);
});

test('where the random episodes run out, the comparison ends, and it says so', async () => {
  await expect(asked({ arm: 'random', size: RANDOM + 1 })).rejects.toMatchObject({
    fault: 'infeasible',
    message: '5 confirmed demonstrations were picked at random, 6 were asked for. The comparison of arms ends at 5.',
  });
  expect((await asked({ arm: 'random' })).episodeIds).toEqual(picked.random);
});

test('a random subset of everything goes by that name', async () => {
  expect((await asked({ size: 3 })).of).toBe('a random subset of 12 collected demonstrations, which is no random arm');
  expect((await asked({})).of).toBe('everything collected');
});

test('a run of the random arm feeds a figure only where all its episodes are known to be picked at random', async () => {
  await trained('subset-4', 'random', [...picked.random.slice(0, 2), ...picked.scored.slice(0, 2)]);
  await trained('declared-4', 'random', SIZE);
  const named = await efficiency(ctx, EfficiencyQuestion.parse({}));
  expect(named).toMatchObject({
    atRandom: RANDOM,
    leftOut: { randomSubset: 1, unlistedRandom: 1 },
    comparison: null,
    randomLine: [],
    failures: [{ arm: 'active' }],
    standIn: { why: 'unlisted', band: { points: [{ x: SIZE }] } },
  });
  expect(named.bands.map(({ arm }) => arm)).toEqual(['active']);
  expect((await evidence(ctx, {})).coverage.map(({ arm }) => arm)).toEqual(['active']);
  await trained('random-4', 'random', picked.random.slice(0, SIZE));
  const then = await efficiency(ctx, EfficiencyQuestion.parse({}));
  expect(then.bands.map(({ arm }) => arm)).toEqual(['active', 'random']);
  expect(then.standIn).toBeNull();
  expect(then.failures.map(({ arm, rounds }) => [arm, rounds[0].trials])).toEqual([
    ['active', 1],
    ['random', 1],
  ]);
  expect((await evidence(ctx, {})).coverage.map(({ arm, checkpointName }) => [arm, checkpointName])).toEqual([
    ['active', 'active-4'],
    ['random', 'random-4'],
  ]);
  expect(then.evaluations.map(({ checkpointName, notRandom }) => [checkpointName, notRandom])).toEqual(
    expect.arrayContaining([
      ['subset-4', 'subset'],
      ['declared-4', 'unlisted'],
      ['random-4', null],
      ['active-4', null],
    ]),
  );
});
