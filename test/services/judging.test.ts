import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgementsOf } from '@/db/queries/episodes';
import { judgingQueue } from '@/db/queries/judging';
import { scores } from '@/db/schema/policies';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { ProgramContext } from '@/server/services/context';
import { episodeSignals } from '@/server/services/recordings/episode-signals';
import { episodeUncertainty } from '@/server/services/recordings/episode-uncertainty';
import { judgeEpisode } from '@/server/services/recordings/judge';
import { judging } from '@/server/services/recordings/judging';
import { takeBackJudgement } from '@/server/services/recordings/take-back';
import { runScoring } from '@/server/services/scoring/run-scoring';
import { startScoring } from '@/server/services/scoring/start';
import { testPorts } from '../support/ports';
import { addGo2Rollouts, go2Program, registerGo2, withoutSamples } from '../support/scored-program';
import { testDatabase } from '../support/test-database';

describe.skipIf(withoutSamples)('judging 70 rollouts of three Go2 policies', () => {
  const database = testDatabase();
  let ctx: ProgramContext;
  let ids: number[];
  let runId: number;

  beforeAll(async () => {
    const ports = testPorts(database);
    ctx = await go2Program(ports);
    ids = await addGo2Rollouts(ctx);
    const checkpointId = await registerGo2(ctx, ports);
    const form = ScoringForm.parse({ form: 'variance', horizon: 1, window: 1, scaling: 'off' });
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form });
    runId = scoringRunId;
    await runScoring(ctx, scoringRunId, new AbortController().signal);
  });

  test('what nobody gave an outcome comes first, then stated outcomes by falling disagreement', async () => {
    await ctx.db.execute(sql`delete from judgements where episode_id in (${ids[3]}, ${ids[40]})`);
    const queue = await judging(ctx, 50);
    expect(queue).toMatchObject({ unknown: 2, unconfirmed: 68, episodes: 70, scored: 70 });
    expect(new Set(queue.next.slice(0, 2).map(({ id }) => id))).toEqual(new Set([ids[3], ids[40]]));
    const [open, stated] = [queue.next.slice(0, 2), queue.next.slice(2)];
    for (const part of [open, stated]) {
      const values = part.map(({ score }) => score ?? Number.NaN);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
    expect(queue.failureModes).toContain('dropped');
  });

  test('a verdict takes an episode out of the queue, and taken back it stands there again as if nothing was said', async () => {
    const [first] = (await judgingQueue(ctx.db, ctx.scope, 1)).next;
    const judgementIds = await judgeEpisode(ctx, {
      episodeId: first.id,
      outcome: 'failure',
      failureMode: 'slipped on the left',
      reason: '',
    });
    const after = await judging(ctx, 50);
    expect(after.next.map(({ id }) => id)).not.toContain(first.id);
    expect(after.failureModes[0]).toBe('slipped on the left');

    await takeBackJudgement(ctx, { episodeId: first.id, judgementIds });
    expect((await judgingQueue(ctx.db, ctx.scope, 1)).next[0]).toEqual(first);
    expect(await judgementsOf(ctx.db, ctx.scope, first.id)).toEqual([]);
    await expect(takeBackJudgement(ctx, { episodeId: first.id, judgementIds })).rejects.toMatchObject({
      fault: 'not_found',
    });
  });

  test('nobody takes back what somebody else said, or what a recording states', async () => {
    const judgementIds = await judgeEpisode(ctx, { episodeId: ids[0], outcome: 'success', reason: '' });
    const other: ProgramContext = { ...ctx, actor: { ...ctx.actor, personId: 4711 } };
    const refused = { fault: 'not_found' };
    await expect(takeBackJudgement(other, { episodeId: ids[0], judgementIds })).rejects.toMatchObject(refused);
    const stated = (await judgementsOf(ctx.db, ctx.scope, ids[1])).map(({ id }) => id);
    await expect(takeBackJudgement(ctx, { episodeId: ids[1], judgementIds: stated })).rejects.toMatchObject(refused);
  });

  test('the course of disagreement over an episode is the one its score was made of', async () => {
    for (const episodeId of [ids[0], ids[69]]) {
      const found = await episodeUncertainty(ctx, episodeId);
      const [row] = await ctx.db
        .select()
        .from(scores)
        .where(sql`episode_id = ${episodeId} and scoring_run_id = ${runId}`);
      expect(found).toMatchObject({ scoringRunId: runId, unit: 'unscaled', of: 70, mean: row.mean });
      const values = (found?.steps.low ?? []).map((value) => value ?? Number.NaN);
      expect(found?.steps.every).toBe(1);
      expect(values).toHaveLength(row.steps);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(row.mean ?? Number.NaN, 4);
      expect(Math.max(...values)).toBeCloseTo(row.max ?? Number.NaN, 4);
    }
    const ranks = await Promise.all(ids.slice(0, 5).map(async (id) => (await episodeUncertainty(ctx, id))?.rank));
    expect(ranks.every((rank) => rank !== undefined && rank >= 1 && rank <= 70)).toBe(true);
  });

  test('the signals of an episode are drawn from its own recording, frame by frame', async () => {
    const { groups, frames } = await episodeSignals(ctx, ids[0]);
    expect(groups[0].feature).toMatch(/^actions?$/);
    for (const { dimensions } of groups)
      for (const { low, every } of dimensions) expect(low).toHaveLength(Math.ceil(frames / every));
  });
});
