import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluationsOf } from '@/db/queries/evaluations';
import { experimentById } from '@/db/queries/experiments';
import { membersOf } from '@/db/queries/people';
import { evaluations, panels } from '@/db/schema/evaluations';
import { checkpoints, trainingSets } from '@/db/schema/policies';
import { EfficiencyQuestion } from '@/server/core/evaluation/schema';
import { Experiment, type ExperimentDraft } from '@/server/core/experiment/schema';
import { programInput } from '@/server/lab/program';
import { runExperiment as runHere } from '@/server/lab/run-experiment';
import { designOf } from '@/server/lab/world/designs/catalogue';
import type { ProgramContext } from '@/server/services/context';
import { efficiency } from '@/server/services/evaluations/efficiency';
import { evidence } from '@/server/services/evaluations/evidence';
import { abandonExperiment } from '@/server/services/experiments/abandon';
import { cancelExperiment, resumeExperiment } from '@/server/services/experiments/cancel';
import { experimentsHere } from '@/server/services/experiments/list';
import { runExperiment } from '@/server/services/experiments/run-experiment';
import { startExperiment } from '@/server/services/experiments/start';
import { enterAsServer } from '@/server/services/people/gate';
import { kitchen } from '../support/kitchen';
import { type TestPorts, testPorts } from '../support/ports';
import { aProgram, enterAs } from '../support/programs';
import { testDatabase } from '../support/test-database';

const TINY: ExperimentDraft = {
  design: 'skew',
  strategies: ['random', 'dpp'],
  seeds: [1, 2],
  rounds: 1,
  initial: 10,
  perRound: 5,
  trials: 1,
  trainingSteps: 5,
};
const plan = (part: Partial<ExperimentDraft> = {}) => Experiment.parse({ ...TINY, ...part });
const never = new AbortController().signal;

describe('experiments', () => {
  const database = testDatabase();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-experiments-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let ports: TestPorts;
  let lab: ProgramContext;
  /** Where the experiments on skew are kept. */
  let kept: ProgramContext;
  let experimentId: number;

  /** The program and experiment of the newest job in the queue. */
  async function handedOver() {
    const job = ports.jobs.at(-1);
    if (job?.name !== 'run-experiment' || !('experimentId' in job.payload))
      throw new Error('No experiment was handed over.');
    return { ctx: await enterAsServer(ports, job.payload.programId, 'worker'), id: job.payload.experimentId };
  }
  const rowOf = async (id: number) => (await experimentById(kept.db, kept.scope, id)) ?? expect.fail('It is gone.');

  beforeAll(async () => {
    ports = testPorts(database);
    const { scope } = await aProgram(ports, {
      ...programInput(designOf('skew'), 1, []),
      people: [
        { name: 'lead', roles: ['lead', 'manager'] },
        { name: 'operator', roles: ['operator'] },
      ],
    });
    lab = await enterAs(ports, scope.slug, 'lead', ['lead']);
    const started = await startExperiment(lab, plan());
    const { ctx, id } = await handedOver();
    expect(id).toBe(started.experimentId);
    kept = ctx;
    experimentId = id;
    await runExperiment(kept, id, never);
  });

  test('are kept in a program of their design, with those of the one they were started in who do more than record', async () => {
    expect(kept.scope.programId).not.toBe(lab.scope.programId);
    const members = await membersOf(kept.db, kept.scope);
    expect(members.map(({ name, roles }) => [name, roles])).toEqual([['lead', ['lead', 'manager']]]);
    expect((await experimentsHere(lab)).elsewhere).toEqual([
      { slug: kept.scope.slug, name: 'Experiments: skew', design: 'skew' },
    ]);
  });

  test('are stored as runs, checkpoints and trials with the numbers that the command line gives', async () => {
    expect(await rowOf(experimentId)).toMatchObject({
      error: null,
      state: 'done',
      armsTotal: 4,
      armsDone: 4,
      armsRun: 4,
    });
    const stored = await evaluationsOf(kept.db, kept.scope);
    const arms = await runHere(plan({ seeds: [2] }), { file: path.join(folder, 'kept.jsonl'), processes: 2 });
    expect(stored.length).toBe(8);
    for (const { order, result } of arms) {
      const own = stored.filter((row) => row.strategy === order.strategy && row.seed === order.seed);
      expect(own.map((row) => row.demonstrations)).toEqual(result.demonstrations);
      expect(own.map((row) => row.successes)).toEqual(result.successes);
      expect(own.map((row) => row.trials)).toEqual([640, 640]);
    }
    // The arms of a seed begin with the same recordings, and go ways of their own.
    const sets = new Set(stored.map(({ seed, collection }) => `${seed} ${collection}`));
    expect(sets.size).toBe(6);
  });

  test('are drawn by the efficiency page as any program is', async () => {
    const drawn = await efficiency(kept, EfficiencyQuestion.parse({}));
    expect(drawn.simulation).toMatchObject({ design: 'skew', seed: null });
    expect(drawn.leftOut).toEqual({ noRun: 0, unknownTrainingSet: 0, noTrials: 0, randomSubset: 0, unlistedRandom: 0 });
    expect(drawn.strategies).toMatchObject([{ strategy: 'dpp', kind: 'runs', runs: 2 }]);
    expect(drawn.comparison).toMatchObject({ n: 2, basis: 'runs', claimable: false });
    expect(drawn.bands.map(({ arm }) => arm)).toEqual(['active', 'random']);
    // Hours take what was swapped, which an arm keeps with each of its trainings; one stored without stays off that axis.
    const inHours = () => efficiency(kept, EfficiencyQuestion.parse({ axis: 'hours' }));
    const { bands, evaluations: rows, onAxis, terms } = await inHours();
    expect(bands.map(({ band }) => band.points.length)).toEqual([2, 2]);
    expect(onAxis).toMatchObject({ n: 2 });
    for (const { demonstrations, changeovers } of rows) {
      expect(changeovers).toBeGreaterThan(0);
      expect(changeovers).toBeLessThan(4 * (demonstrations ?? 0));
    }
    const [{ band }] = bands;
    expect(band.points[0].x).toBeGreaterThan((10 * terms.minutesPerDemonstration) / 60);
    const ids = rows.filter(({ seed }) => seed === 2).map(({ trainingSetId }) => trainingSetId ?? 0);
    const kept2 = await kept.db.select().from(trainingSets).where(inArray(trainingSets.id, ids));
    await kept.db.update(trainingSets).set({ changeovers: null }).where(inArray(trainingSets.id, ids));
    const without = await inHours();
    expect(without.onAxis).toMatchObject({ n: 1 });
    for (const { id, changeovers } of kept2)
      await kept.db.update(trainingSets).set({ changeovers }).where(eq(trainingSets.id, id));
    const { coverage, judged } = await evidence(kept, {});
    expect(coverage.map(({ checkpointName, demonstrations }) => [checkpointName, demonstrations])).toEqual([
      ['dpp, seed 1: 15', 15],
      ['random, seed 1: 15', 15],
    ]);
    expect(judged).toEqual({ name: 'dpp, seed 2', ofCurrent: false });
  });

  test('find what is there under the same settings, and add what a kill between two checkpoints left out', async () => {
    const before = await evaluationsOf(kept.db, kept.scope);
    const lost = before.findLast(({ strategy }) => strategy === 'dpp') ?? expect.fail('Nothing was evaluated.');
    await kept.db.delete(evaluations).where(eq(evaluations.id, lost.id));
    await kept.db.delete(checkpoints).where(eq(checkpoints.id, lost.checkpointId));
    const { experimentId: id } = await startExperiment(kept, plan());
    await runExperiment(kept, id, never);
    expect(await rowOf(id)).toMatchObject({ state: 'done', armsDone: 4, armsRun: 1 });
    const numbers = (rows: typeof before) =>
      rows.map(({ checkpointName, collection, successes, trials }) => [checkpointName, collection, successes, trials]);
    expect(numbers(await evaluationsOf(kept.db, kept.scope))).toEqual(numbers(before));
  });

  test('are refused where nothing is simulated, for a design there is not, and for a batch the caps refuse', async () => {
    const real = await aProgram(ports, kitchen('Nothing simulated'));
    await expect(startExperiment(real, plan())).rejects.toMatchObject({ fault: 'invalid' });
    await expect(startExperiment(lab, plan({ design: 'steep' }))).rejects.toThrow(/Known: flat, het, pocket, skew/);
    expect(Experiment.safeParse({ ...TINY, perRound: 7 }).success).toBe(false);
    expect(Experiment.safeParse({ ...TINY, perRound: 7, capped: false }).success).toBe(true);
  });

  test('that go on under another edition of the lab keep their arms apart from those of the one before', async () => {
    const { experimentId: id } = await startExperiment(
      kept,
      plan({ seeds: [4], strategies: ['random'], trainingSteps: 4 }),
    );
    const { panelId: before } = await rowOf(id);
    await kept.db.update(panels).set({ name: 'of another edition' }).where(eq(panels.id, before));
    await runExperiment(kept, id, never);
    const { panelId, ...row } = await rowOf(id);
    expect(row).toMatchObject({ state: 'done', armsDone: 1 });
    expect(panelId).not.toBe(before);
    const seen = (await evaluationsOf(kept.db, kept.scope)).filter(({ seed }) => seed === 4);
    expect(new Set(seen.map((one) => one.panelId))).toEqual(new Set([panelId]));
  });

  test('can be cancelled and resumed, and stay to be taken up again when their worker ends', async () => {
    const { experimentId: id } = await startExperiment(kept, plan({ seeds: [1, 2, 3], strategies: ['random'] }));
    await cancelExperiment(kept, id);
    await runExperiment(kept, id, never);
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', armsDone: 0 });
    await expect(cancelExperiment(kept, id)).rejects.toMatchObject({ fault: 'conflict' });
    await resumeExperiment(kept, id);
    expect((await handedOver()).id).toBe(id);
    await expect(runExperiment(kept, id, AbortSignal.abort())).rejects.toThrow(/abort/i);
    expect(await rowOf(id)).toMatchObject({ state: 'running', armsDone: 2 });
    await abandonExperiment(kept, id);
    expect(await rowOf(id)).toMatchObject({
      state: 'failed',
      armsDone: 2,
      error: expect.stringMatching(/too often.*resume/),
    });
    await resumeExperiment(kept, id);
    await runExperiment(kept, id, never);
    expect(await rowOf(id)).toMatchObject({ state: 'done', error: null, armsDone: 3, armsRun: 1 });
    await abandonExperiment(kept, id);
    expect(await rowOf(id)).toMatchObject({ state: 'done' });
  });
});
