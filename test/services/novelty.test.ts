import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { scoresOf } from '@/db/queries/scores';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { datasets, episodes, imports } from '@/db/schema/recordings';
import { RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import { type WrittenEpisode, writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openRecording } from '@/server/formats/open-recording';
import { registerCheckpoint } from '@/server/services/checkpoints/register-checkpoint';
import type { ProgramContext } from '@/server/services/context';
import { episodeUncertainty } from '@/server/services/recordings/episode-uncertainty';
import { scoringChoices } from '@/server/services/scoring/choices';
import { postPredictions } from '@/server/services/scoring/post-predictions';
import { runScoring } from '@/server/services/scoring/run-scoring';
import { scoringResults } from '@/server/services/scoring/show';
import { startScoring } from '@/server/services/scoring/start';
import { npzOf } from '../support/npz';
import { type TestPorts, testPorts } from '../support/ports';
import { go2Program } from '../support/scored-program';
import { testDatabase } from '../support/test-database';

const FRAMES = 4;
const EMBEDDING = 'observation.embedding';
const BY_NOVELTY = ScoringForm.parse({ scaling: 'off', signals: [{ signal: 'novelty' }] });
const WITH_NOVELTY = ScoringForm.parse({
  scaling: 'off',
  signals: [{ signal: 'entropy' }, { signal: 'novelty', weight: 2 }],
});
type Kind = 'demonstration' | 'probe_rollout';

/** An episode whose frames lie about this direction: their mean is it, none of them is. */
function about([x, y]: readonly number[], embedded: boolean): WrittenEpisode {
  const frames = Array.from({ length: FRAMES }, (_, t) => [x + (t % 2 ? 1 : -1), y - (t % 2 ? 0.5 : -0.5)]);
  return {
    task: 'pour',
    frames: FRAMES,
    signals: {
      action: Float32Array.from({ length: FRAMES }, (_, t) => t),
      ...(embedded ? { [EMBEDDING]: Float32Array.from(frames.flat()) } : {}),
    },
    attributes: {},
  };
}

describe('novelty of rollouts', () => {
  const database = testDatabase();
  let ports: TestPorts;
  let ctx: ProgramContext;
  let demonstrations: number[];
  let rollouts: number[];

  /** Writes a recording of these mean embeddings and keeps its episodes. */
  async function record(name: string, kind: Kind, means: readonly (readonly number[])[], embedded = true) {
    const programId = ctx.scope.programId;
    const location = path.join(ports.importFolder, name);
    const features = [
      { name: 'action', names: ['joint'] },
      ...(embedded ? [{ name: EMBEDDING, names: ['x', 'y'] }] : []),
    ];
    const written = means.map((mean) => about(mean, embedded));
    await writeLeRobotV3(location, { robotType: 'arm', fps: 10, features, episodes: written });
    const source = await openRecording(location);
    const { summary } = source;
    await source.close();
    const { format, version } = summary;
    const [dataset] = await ctx.db
      .insert(datasets)
      .values({ programId, name, format, version, location, sourceId: location, features: summary.features })
      .returning();
    const outcome = { from: 'recording' as const };
    const mapping = {
      kind,
      checkpointId: null,
      robotId: null,
      operatorId: null,
      stationId: null,
      outcome,
      factors: {},
    };
    const [imported] = await ctx.db
      .insert(imports)
      .values({ programId, datasetId: dataset.id, path: location, name, state: 'complete', mapping })
      .returning();
    const rows = summary.episodes.map(({ index, length }) => {
      const hash = ctx.secrets.sha256(`${name}/${index}`);
      const own = { programId, datasetId: dataset.id, importId: imported.id, kind };
      return { ...own, sourceIndex: index, frames: length, fingerprint: hash, contentHash: hash };
    });
    return (await ctx.db.insert(episodes).values(rows).returning({ id: episodes.id })).map(({ id }) => id);
  }

  /** A checkpoint of posted figures, trained on these episodes. */
  async function trainedOn(name: string, episodeIds: number[], driven = rollouts): Promise<number> {
    const { checkpointId } = await registerCheckpoint(
      ctx,
      RegisterCheckpointInput.parse({
        name,
        form: 'recorded',
        card: { actions: [{ name: 'joint' }] },
        trainingSet: episodeIds.length > 0 ? { kind: 'episodes', episodeIds } : { kind: 'declared', size: 60 },
      }),
    );
    const file = npzOf({ 'signal.entropy': { shape: [FRAMES], values: Float32Array.of(0.1, 0.2, 0.3, 0.4) } });
    for (const episodeId of driven) await postPredictions(ctx, { checkpointId, episodeId, measure: '' }, file);
    return checkpointId;
  }

  async function scored(checkpointId: number, form: ScoringForm, by = ctx) {
    const { scoringRunId } = await startScoring(by, { checkpointId, form });
    await runScoring(by, scoringRunId, new AbortController().signal);
    const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
    return { run, scoringRunId, scores: await scoresOf(ctx.db, ctx.scope, scoringRunId) };
  }

  beforeAll(async () => {
    ports = testPorts(database);
    ctx = await go2Program(ports);
    demonstrations = await record('shown', 'demonstration', [
      [1, 0],
      [3, 3],
    ]);
    rollouts = await record('driven', 'probe_rollout', [
      [5, 0],
      [1, 1.5],
      [0, -2],
    ]);
  });

  test('is the cosine distance of an episode’s mean embedding to the nearest training episode’s, beside the main signal', async () => {
    const checkpointId = await trainedOn('both', demonstrations);
    const { scores } = await scored(checkpointId, WITH_NOVELTY);
    const of = (id: number) => scores.find((row) => row.episodeId === id)!;
    expect(of(rollouts[0]).signals.novelty).toBeCloseTo(0, 6);
    expect(of(rollouts[1]).signals.novelty).toBeCloseTo(1 - 2.5 / Math.sqrt(2 * 3.25), 6);
    expect(of(rollouts[2]).signals.novelty).toBeCloseTo(1, 6);
    expect(of(rollouts[2]).mean).toBeCloseTo(0.25 + 2 * 1, 6);
  });

  test('is measured only where a form names it, and reads each recording once', async () => {
    const fresh = await record('seen once', 'demonstration', [[2, 1]]);
    const checkpointId = await trainedOn('asked', fresh);
    let opened = 0;
    const counting: ProgramContext = {
      ...ctx,
      recordings: {
        ...ctx.recordings,
        open(location) {
          opened++;
          return ctx.recordings.open(location);
        },
      },
    };
    const plain = await scored(checkpointId, ScoringForm.parse({ scaling: 'off' }), counting);
    expect(opened).toBe(0);
    expect(plain.scores.every(({ signals }) => !('novelty' in signals))).toBe(true);
    expect((await scoringResults(ctx, plain.scoringRunId)).novelty).toBeNull();

    const first = await scored(checkpointId, BY_NOVELTY, counting);
    expect(opened).toBeGreaterThan(0);
    opened = 0;
    const again = await scored(checkpointId, BY_NOVELTY, counting);
    expect(opened).toBe(0);
    expect(again.scores.map(({ mean }) => mean)).toEqual(first.scores.map(({ mean }) => mean));
  });

  test('is refused, by name of the episode, where an embedding holds no finite number', async () => {
    const broken = await record('broken', 'demonstration', [[Number.NaN, 1]]);
    const { run } = await scored(await trainedOn('on a broken one', broken), BY_NOVELTY);
    expect(run?.state).toBe('failed');
    expect(run?.error).toMatch(
      /"observation.embedding" of episode 0 of broken holds a value that is not a finite number/,
    );
  });

  test('ranks and bounds where a form names it, and an episode shows it over its steps', async () => {
    const checkpointId = await trainedOn('first', demonstrations.slice(0, 1));
    const { scores, scoringRunId, run } = await scored(checkpointId, BY_NOVELTY);
    expect(run?.state).toBe('done');
    expect(scores.map((row) => row.episodeId)).toEqual([rollouts[2], rollouts[1], rollouts[0]]);
    expect(scores[1].mean).toBeCloseTo(1 - 1 / Math.hypot(1, 1.5), 6);
    expect((await scoringResults(ctx, scoringRunId)).novelty).toEqual({
      feature: EMBEDDING,
      trained: 1,
      missing: null,
    });
    expect((await episodeUncertainty(ctx, rollouts[2]))?.mean).toBeCloseTo(1, 6);

    const only = ScoringForm.parse({ scaling: 'off', only: [{ signal: 'novelty', above: 0.9 }] });
    const bounded = await scored(checkpointId, only);
    expect(bounded.scores.filter((row) => row.mean! > 0).map((row) => row.episodeId)).toEqual([rollouts[2]]);
    expect(await scoringChoices(ctx, checkpointId)).toMatchObject({
      signals: ['entropy', 'novelty'],
      noveltyMissing: null,
    });
  });

  test('is not guessed: what is missing is said, and a form that names it starts nothing', async () => {
    const unknown = await trainedOn('unlisted', []);
    expect((await scoringChoices(ctx, unknown)).noveltyMissing).toMatch(/which episodes unlisted was trained on/);
    await expect(startScoring(ctx, { checkpointId: unknown, form: BY_NOVELTY })).rejects.toThrow(
      /which episodes unlisted/,
    );

    const bare = await record('bare', 'demonstration', [[1, 0]], false);
    const blind = await trainedOn('blind', bare);
    expect((await scoringChoices(ctx, blind)).noveltyMissing).toMatch(
      /No training episode of blind records "observation.embedding" of 2 numbers/,
    );
    await expect(startScoring(ctx, { checkpointId: blind, form: BY_NOVELTY })).rejects.toThrow(
      /no novelty to score by. No training episode of blind/,
    );
  });
});
