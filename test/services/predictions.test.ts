import { beforeAll, describe, expect, test } from 'vitest';
import { scoresOf } from '@/db/queries/scores';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { moments } from '@/db/schema/policies';
import { RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import type { Ensemble } from '@/server/core/policy/ensemble';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import { withModelFiles } from '@/server/services/checkpoints/member-files';
import { registerCheckpoint } from '@/server/services/checkpoints/register-checkpoint';
import type { ProgramContext } from '@/server/services/context';
import { observationsOf } from '@/server/services/scoring/observations';
import { planScoring } from '@/server/services/scoring/plan';
import { postPredictions } from '@/server/services/scoring/post-predictions';
import { runScoring } from '@/server/services/scoring/run-scoring';
import { startScoring } from '@/server/services/scoring/start';
import { npzOf } from '../support/npz';
import { type TestPorts, testPorts } from '../support/ports';
import { addGo2Rollouts, episodeAt, go2Program, registerGo2, withoutSamples } from '../support/scored-program';
import { testDatabase } from '../support/test-database';

const OFF = ScoringForm.parse({ scaling: 'off' });
const never = new AbortController().signal;

describe.skipIf(withoutSamples)('two lanes into the same scores', () => {
  const database = testDatabase();
  let ports: TestPorts;
  let ctx: ProgramContext;
  let onnx: number;
  let recorded: number;
  const declared = (name: string) =>
    registerCheckpoint(
      ctx,
      RegisterCheckpointInput.parse({
        name,
        form: 'recorded',
        card: { actions: Array.from({ length: 12 }, (_, d) => ({ name: `joint ${d}` })) },
        actionLimits: Array.from({ length: 12 }, () => [-0.1, 0.1]),
      }),
    );

  beforeAll(async () => {
    ports = testPorts(database);
    ctx = await go2Program(ports);
    await addGo2Rollouts(ctx);
    onnx = await registerGo2(ctx, ports);
    recorded = (await declared('by script')).checkpointId;
  });

  /** A context in which the process of the members is lost once on the way. */
  function losingOne(): ProgramContext {
    let left = 12;
    const losing = (ensemble: Ensemble): Ensemble => ({
      ...ensemble,
      predict(batch) {
        if (--left === 0) ensemble.kill();
        return ensemble.predict(batch);
      },
    });
    return {
      ...ctx,
      ensembles: { ...ctx.ensembles, open: async (members) => losing(await ctx.ensembles.open(members)) },
    };
  }

  test('a lost process and a killed worker cost nothing and leave nothing twice', async () => {
    const { scoringRunId } = await startScoring(ctx, { checkpointId: onnx, form: OFF });
    const worker = new AbortController();
    let kept = 0;
    const dying: ProgramContext = {
      ...losingOne(),
      artifacts: {
        ...ctx.artifacts,
        put: async (bytes) => {
          if (++kept === 30) worker.abort();
          return ctx.artifacts.put(bytes);
        },
      },
    };
    await expect(runScoring(dying, scoringRunId, worker.signal)).rejects.toThrow();
    expect((await scoringRunById(ctx.db, ctx.scope, scoringRunId))?.state).toBe('running');
    await runScoring(ctx, scoringRunId, never);
    expect((await scoringRunById(ctx.db, ctx.scope, scoringRunId))?.state).toBe('done');
    await runScoring(ctx, scoringRunId, never);
    expect(await scoresOf(ctx.db, ctx.scope, scoringRunId)).toHaveLength(70);
    expect(await ctx.db.select().from(moments)).toHaveLength(70);
  });

  test('predictions posted as arrays score as those of running members', async () => {
    const episode = await episodeAt(ctx, 3);
    const chunks = await predictionsOf(episode.sourceIndex);
    const file = npzOf({ predictions: { shape: [3, 1, episode.frames, 1, 12], values: chunks } });
    const about = { checkpointId: recorded, episodeId: episode.id, measure: '' };
    expect(await postPredictions(ctx, about, file)).toEqual({ stored: true, steps: episode.frames });
    expect(await postPredictions(ctx, about, file)).toEqual({ stored: false, steps: episode.frames });

    const other = npzOf({
      predictions: { shape: [3, 1, episode.frames, 1, 12], values: chunks.map((v) => v + Math.sign(v)) },
    });
    await expect(postPredictions(ctx, about, other)).rejects.toThrow(/Other predictions of by script/);

    const { scoringRunId, rollouts, left } = await startScoring(ctx, { checkpointId: recorded, form: OFF });
    expect(rollouts).toBe(1);
    expect(left[0].rollouts).toBe(69);
    await runScoring(ctx, scoringRunId, never);
    const [posted] = await scoresOf(ctx.db, ctx.scope, scoringRunId);
    const run = await startScoring(ctx, { checkpointId: onnx, form: OFF });
    await runScoring(ctx, run.scoringRunId, never);
    const computed = (await scoresOf(ctx.db, ctx.scope, run.scoringRunId)).find((row) => row.episodeId === episode.id);
    expect({ ...posted, beyondLimits: null, beyondDimension: null }).toEqual(computed);
    expect(posted.beyondLimits).toBeGreaterThan(0);
  });

  /** What the members answer on one rollout, [members, 1, steps, 1, dims]. */
  async function predictionsOf(sourceIndex: number): Promise<Float32Array> {
    const plan = await planScoring(ctx, onnx, OFF);
    const rollouts = plan.rollouts.filter((rollout) => rollout.sourceIndex === sourceIndex);
    return withModelFiles(ctx, plan.members, async (paths) => {
      const ensemble = await ctx.ensembles.open(plan.members.map((member, m) => ({ ...member, path: paths[m] })));
      for await (const { predictions } of predictEpisodes(ensemble, observationsOf(ctx, plan, rollouts))) {
        await ensemble.close();
        return predictions.values;
      }
      throw new Error('no predictions');
    });
  }

  test('members that write one orientation in other numbers agree where the action space says what turns', async () => {
    const episode = await episodeAt(ctx, 4);
    const orientation = [0.5, 0.5, -0.5, 0.5, 3];
    const other = [-0.5, -0.5, 0.5, -0.5, 3 - 2 * Math.PI];
    const values = Float32Array.from([orientation, other].flatMap((one) => Array(episode.frames).fill(one).flat()));
    const file = npzOf({ predictions: { shape: [2, 1, episode.frames, 1, 5], values } });
    const scored = async (name: string, wraps: boolean) => {
      const actions = [...'wijk', 'yaw'].map((dimension) => ({
        name: dimension,
        unit: 'rad',
        kind: 'rotation',
        wraps: wraps ? (dimension === 'yaw' ? 'angle' : 'quaternion') : undefined,
      }));
      const { checkpointId } = await registerCheckpoint(
        ctx,
        RegisterCheckpointInput.parse({ name, form: 'recorded', card: { actions } }),
      );
      await postPredictions(ctx, { checkpointId, episodeId: episode.id, measure: '' }, file);
      const { scoringRunId } = await startScoring(ctx, { checkpointId, form: OFF });
      await runScoring(ctx, scoringRunId, never);
      return (await scoresOf(ctx.db, ctx.scope, scoringRunId))[0].mean;
    };
    expect(await scored('declared turns', true)).toBeLessThan(1e-6);
    expect(await scored('plain numbers', false)).toBeGreaterThan(0.5);
  });

  test('a figure per step needs a name, is never a loss, and does not mix with chunks', async () => {
    const episode = await episodeAt(ctx, 5);
    const file = npzOf({
      uncertainty: { shape: [episode.frames], values: new Float32Array(episode.frames).fill(0.5) },
    });
    const { checkpointId } = await declared('entropy');
    const about = { checkpointId, episodeId: episode.id };
    await expect(postPredictions(ctx, { ...about, measure: '' }, file)).rejects.toThrow(
      /Say what the figure per step is/,
    );
    await expect(postPredictions(ctx, { ...about, measure: 'val_loss' }, file)).rejects.toThrow(
      /loss is not uncertainty/,
    );
    await postPredictions(ctx, { ...about, measure: 'token entropy' }, file);
    await expect(
      postPredictions(ctx, { ...about, checkpointId: recorded, measure: 'token entropy' }, file),
    ).rejects.toThrow(/cannot be compared/);
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form: ScoringForm.parse({}) });
    await runScoring(ctx, scoringRunId, never);
    const [score] = await scoresOf(ctx.db, ctx.scope, scoringRunId);
    expect(score).toMatchObject({ mean: 0.5, max: 0.5, steps: episode.frames });
  });

  test('logits of several heads score by mutual information, and named signals by the form that names them', async () => {
    const [first, second] = [await episodeAt(ctx, 8), await episodeAt(ctx, 9)];
    const { checkpointId } = await declared('heads');
    const logits = Float32Array.from({ length: 3 * first.frames * 2 * 4 }, (_, i) => Math.sin(i * i));
    await postPredictions(
      ctx,
      { checkpointId, episodeId: first.id, measure: '' },
      npzOf({ logits: { shape: [3, first.frames, 2, 4], values: logits } }),
    );
    const figures = (value: number) => ({
      shape: [second.frames],
      values: new Float32Array(second.frames).fill(value),
    });
    const named = npzOf({ 'signal.cloud': figures(0.9), 'signal.rgb': figures(0.4) });
    await expect(postPredictions(ctx, { checkpointId, episodeId: second.id, measure: '' }, named)).rejects.toThrow(
      /has figures per step of mutual information already/,
    );
    const scored = await scoredBy(checkpointId, OFF);
    expect(scored.run).toMatchObject({ state: 'done', measure: 'mutual information' });
    expect(scored.scores[0].mean).toBeGreaterThan(0);
    const {
      'mutual information': epistemic,
      'expected entropy': aleatoric,
      'token entropy': total,
    } = scored.scores[0].signals;
    expect(epistemic + aleatoric).toBeCloseTo(total, 6);

    const modal = (await declared('modalities')).checkpointId;
    await postPredictions(ctx, { checkpointId: modal, episodeId: second.id, measure: '' }, named);
    const rule = (below: number) =>
      ScoringForm.parse({
        signals: [{ signal: 'cloud', weight: 2 }, { signal: 'rgb' }],
        only: [
          { signal: 'cloud', above: 0.8 },
          { signal: 'rgb', below },
        ],
      });
    expect((await scoredBy(modal, rule(0.5))).scores[0].mean).toBeCloseTo(2.2, 6);
    expect((await scoredBy(modal, rule(0.3))).scores[0].mean).toBe(0);
    const missing = await scoredBy(modal, ScoringForm.parse({ signals: [{ signal: 'depth' }] }));
    expect(missing.run).toMatchObject({ state: 'failed', error: expect.stringMatching(/It has "cloud", "rgb"/) });
  });

  test('dropout passes are kept as such, and do not mix with members', async () => {
    const episode = await episodeAt(ctx, 10);
    const { checkpointId } = await declared('dropout');
    const values = Float32Array.from({ length: 5 * episode.frames * 12 }, (_, i) => Math.sin(i));
    const passes = npzOf({ dropout: { shape: [5, episode.frames, 1, 12], values } });
    const about = { checkpointId, episodeId: episode.id, measure: '' };
    await postPredictions(ctx, about, passes);
    const other = npzOf({ predictions: { shape: [5, 1, episode.frames, 1, 12], values } });
    await expect(postPredictions(ctx, about, other)).rejects.toThrow(/chunks of dropout passes already/);
    const { run, scores } = await scoredBy(checkpointId, OFF);
    expect(run?.measure).toBe('dropout disagreement');
    expect(Object.keys(scores[0].signals)).toEqual(['dropout disagreement']);
  });

  async function scoredBy(checkpointId: number, form: ScoringForm) {
    const { scoringRunId } = await startScoring(ctx, { checkpointId, form });
    await runScoring(ctx, scoringRunId, never);
    return {
      run: await scoringRunById(ctx.db, ctx.scope, scoringRunId),
      scores: await scoresOf(ctx.db, ctx.scope, scoringRunId),
    };
  }

  test('what does not fit is refused with the figures', async () => {
    const episode = await episodeAt(ctx, 7);
    const about = { checkpointId: recorded, episodeId: episode.id, measure: '' };
    const chunk = (shape: number[]) =>
      npzOf({ predictions: { shape, values: new Float32Array(shape.reduce((a, b) => a * b)) } });
    await expect(postPredictions(ctx, about, chunk([3, 1, 5, 1, 12]))).rejects.toThrow(
      /for 5 steps came; the episode has/,
    );
    await expect(postPredictions(ctx, about, chunk([3, 1, episode.frames, 1, 7]))).rejects.toThrow(
      /7 action dimensions/,
    );
    await expect(postPredictions(ctx, about, chunk([1, 1, episode.frames, 1, 12]))).rejects.toThrow(/cannot disagree/);
    await expect(postPredictions(ctx, about, new Uint8Array([1, 2, 3]))).rejects.toThrow(/neither .npz nor parquet/);
    await expect(postPredictions(ctx, { ...about, checkpointId: onnx }, chunk([3, 1, 5, 1, 12]))).rejects.toThrow(
      /has model files/,
    );
    await expect(startScoring(ctx, { checkpointId: onnx, form: ScoringForm.parse({}) })).rejects.toThrow(
      /score with scaling off/,
    );
    await expect(startScoring(ctx, { checkpointId: onnx, form: ScoringForm.parse({ horizon: 5 }) })).rejects.toThrow(
      /executes only 1/,
    );
  });
});
