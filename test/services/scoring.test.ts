import { readFileSync } from 'node:fs';
import path from 'node:path';
import { and, eq, lt } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { configurationScoresOf, scoresOf } from '@/db/queries/scores';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { episodes } from '@/db/schema/recordings';
import { decodeField } from '@/server/core/uncertainty/field-codec';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { ProgramContext } from '@/server/services/context';
import { setLevelEmbeddings } from '@/server/services/matrix/set-level-embeddings';
import { abandonScoring } from '@/server/services/scoring/abandon';
import { calibrationOf } from '@/server/services/scoring/calibration';
import { cancelScoring, resumeScoring } from '@/server/services/scoring/cancel';
import { runScoring } from '@/server/services/scoring/run-scoring';
import { startScoring } from '@/server/services/scoring/start';
import { type TestPorts, testPorts } from '../support/ports';
import { addGo2Rollouts, go2Program, registerGo2, samples, withoutSamples } from '../support/scored-program';
import { testDatabase } from '../support/test-database';

interface Expected {
  rollouts: { demo: number; T: number; success: boolean; mean_var: number; max_var: number }[];
}

const PLAIN = ScoringForm.parse({ form: 'variance', horizon: 1, window: 1, scaling: 'off' });
const never = new AbortController().signal;

describe.skipIf(withoutSamples)('scoring three Go2 policies on 70 rollouts', () => {
  const database = testDatabase();
  let ports: TestPorts;
  let ctx: ProgramContext;
  let checkpointId: number;
  let expected: Expected;

  beforeAll(async () => {
    expected = JSON.parse(readFileSync(path.join(samples, 'go2-rollouts/expected-scores.json'), 'utf8'));
    ports = testPorts(database);
    ctx = await go2Program(ports);
    await addGo2Rollouts(ctx);
    checkpointId = await registerGo2(ctx, ports);
  });

  test('a run cancelled half way keeps what it computed, and resumed it ends with the known scores', async () => {
    const { scoringRunId, rollouts } = await startScoring(ctx, { checkpointId, form: PLAIN });
    expect(rollouts).toBe(70);
    expect(ports.jobs.at(-1)).toEqual({
      name: 'score-checkpoint',
      payload: { programId: ctx.scope.programId, scoringRunId },
    });

    let seen = 0;
    const cancelling: ProgramContext = {
      ...ctx,
      artifacts: {
        ...ctx.artifacts,
        put: async (bytes) => {
          if (++seen === 20) await cancelScoring(ctx, scoringRunId);
          return ctx.artifacts.put(bytes);
        },
      },
    };
    await runScoring(cancelling, scoringRunId, never);
    expect((await scoringRunById(ctx.db, ctx.scope, scoringRunId))?.state).toBe('cancelled');

    await resumeScoring(ctx, scoringRunId);
    await runScoring(ctx, scoringRunId, never);
    const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
    expect(run).toMatchObject({ state: 'done', episodesDone: 70, framesDone: 12871, framesTotal: 12871 });
    expect(run?.framesComputed).toBeLessThan(12871 + 12871 / 2);

    const scores = await scoresOf(ctx.db, ctx.scope, scoringRunId);
    expect(scores).toHaveLength(70);
    for (const { demo, T, mean_var, max_var } of expected.rollouts) {
      const score = scores.find((row) => row.sourceIndex === demo);
      expect(score?.steps).toBe(T);
      expect(Math.abs((score?.mean ?? Number.NaN) - mean_var)).toBeLessThan(1e-5);
      expect(Math.abs((score?.max ?? Number.NaN) - max_var)).toBeLessThan(1e-5);
      expect(score?.windowMax).toBe(score?.max);
    }
    // 90 % conformal quantile of the 32 successes: the 30th smallest.
    const successes = scores.filter((row) => row.outcome === 'success').map((row) => row.mean ?? 0);
    expect(successes).toHaveLength(32);
    expect(run?.threshold).toBeCloseTo(successes.sort((a, b) => a - b)[29], 6);
  });

  test('a run in whose middle workers died too often has failed with a sentence, and resumed it ends', async () => {
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form: PLAIN });
    await abandonScoring(ctx, scoringRunId);
    expect(await scoringRunById(ctx.db, ctx.scope, scoringRunId)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('resume goes on from there'),
    });
    await resumeScoring(ctx, scoringRunId);
    await runScoring(ctx, scoringRunId, never);
    await abandonScoring(ctx, scoringRunId);
    const ended = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
    expect(ended).toMatchObject({ state: 'done', error: null, episodesDone: 70 });
  });

  test('every configuration is measured, and the field covers the matrix', async () => {
    const { scoringRunId, cached } = await startScoring(ctx, { checkpointId, form: PLAIN });
    expect(cached).toBe(70);
    await runScoring(ctx, scoringRunId, never);
    const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
    expect(run).toMatchObject({ state: 'done', framesComputed: 0 });
    const measured = await configurationScoresOf(ctx.db, ctx.scope, scoringRunId);
    expect(measured).toHaveLength(35);
    expect(measured.every((row) => row.rollouts === 2)).toBe(true);
    const field = decodeField(await ctx.artifacts.get(run?.interpolationKey ?? ''));
    expect(field.ids).toHaveLength(35);
    for (const row of measured) expect(field.mean[field.ids.indexOf(row.configurationId)]).toBeCloseTo(row.mean, 12);
    expect(run?.pairs).toHaveLength(35);
    expect(run?.interpolation).toMatchObject({ configurations: 35, measured: 35 });
  });

  test('calibration is judged on rollouts of the random reserve alone, and says nothing before there are any', async () => {
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form: PLAIN });
    await runScoring(ctx, scoringRunId, never);
    expect(await calibrationOf(ctx, scoringRunId)).toBeNull();
    await ctx.db
      .update(episodes)
      .set({ pickKind: 'random' })
      .where(and(eq(episodes.programId, ctx.scope.programId), lt(episodes.sourceIndex, 40)));
    const found = await calibrationOf(ctx, scoringRunId);
    expect(found?.rollouts).toBe(40);
    expect(found?.whole.auroc).not.toBeNull();
    expect(found?.first.auroc?.auroc).not.toBe(found?.whole.auroc?.auroc);
    await expect(calibrationOf(ctx, 999_999)).rejects.toThrow(/no scoring run/);
  });

  test('levels with embeddings lend each other what is known, and a level left without is refused', async () => {
    const speeds = ['0', '0.33', '0.67', '1', '1.33', '1.67', '2'];
    const embeddings = Object.fromEntries(speeds.map((speed) => [speed, [Number(speed), 1]]));
    await expect(setLevelEmbeddings(ctx, { factor: 'speed', embeddings: { '0': [0, 1] } })).rejects.toThrow(
      /Every level of Kick speed/,
    );
    await setLevelEmbeddings(ctx, { factor: 'speed', embeddings });
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form: PLAIN });
    await runScoring(ctx, scoringRunId, never);
    const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
    expect(run?.interpolation?.hyper.reach0).toBeGreaterThan(0);
    expect(run?.interpolation?.hyper.reach1).toBeUndefined();
  });
});
