import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openBench } from '@/server/lab/bench';
import { openClient } from '@/server/lab/client';
import type { Episode } from '@/server/lab/episode';
import { type Journal, openJournal } from '@/server/lab/journal';
import type { LabPlan } from '@/server/lab/lab';
import { policyOf } from '@/server/lab/policy';
import { productScores, scaleOf } from '@/server/lab/product-scores';
import { selectAsProduct } from '@/server/lab/product-selection';
import { randomBatch } from '@/server/lab/program';
import { RECIPE, trainingSeed } from '@/server/lab/recipe';
import { rollOut } from '@/server/lab/rollout';
import { runProgram } from '@/server/lab/run-program';
import { openTrainer, trainingRows } from '@/server/lab/trainer';
import { configurationAt, levelNames, sizeOf } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { observationSize } from '@/server/lab/world/observation';
import { createToken } from '@/server/services/people/create-token';
import { asServer } from '@/server/services/people/gate';
import { ports } from '@/server/wiring';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';
import { workerProcess } from '../support/worker-process';

const database = testDatabase();
const server = restServer(database);
workerProcess(() => server.env);

const design = designOf('skew');
const plan: LabPlan = {
  bootstrap: 50,
  perRound: 5,
  rounds: 1,
  openShare: 0.4,
  strategy: 'dpp',
  probePercent: 3.75,
  panel: { configurations: 10, starts: 2 },
  recipe: { ...RECIPE, members: 3, steps: 60 },
};
const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-lab-client-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let token: string;
beforeAll(async () => {
  const scopes = ['read', 'collect', 'data', 'plan', 'admin'] as const;
  token = (await createToken(asServer(ports(), 'test'), { name: 'lab', scopes: [...scopes] })).secret;
});

/** Runs the plan in the program `name`, with rounds beyond it, or goes on with it. */
async function run(name: string, wrap = (journal: Journal) => journal, further = 0): Promise<Journal> {
  const journal = await openJournal(path.join(folder, `${name}.json`));
  const trainer = await openTrainer(observationSize(design), plan.recipe);
  const client = openClient({ url: server.url, token, program: name });
  const bench = openBench(design, 1);
  try {
    await runProgram(
      { client, journal: wrap(journal), bench, trainer, plan, write: writeLeRobotV3, say: () => {} },
      [],
      further,
    );
    return journal;
  } finally {
    await trainer.close();
  }
}

/** Runs the plan and is killed after every single step, once done and before it could be noted. */
async function runKilledEverywhere(name: string, further = 0): Promise<{ journal: Journal; kills: number }> {
  const killed = new Set<string>();
  const killing = (journal: Journal): Journal => ({
    ...journal,
    step: (step, work) =>
      journal.step(step, async () => {
        const result = await work();
        if (!killed.has(step)) {
          killed.add(step);
          throw new Error('killed');
        }
        return result;
      }),
  });
  for (;;) {
    const before = killed.size;
    try {
      return { journal: await run(name, killing, further), kills: killed.size };
    } catch (error) {
      if (killed.size === before) throw error;
    }
  }
}

async function read<T>(program: string, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/v1/programs/${program}${path}`, { headers });
  return (await answer.json()) as T;
}

interface Schedule {
  request: { demonstrations: number };
  summary: { bootstrap: object | null; forcedEqual: string[] };
  round: { number: number; state: string };
  picks: { levels: string[]; demonstrations: number; kind: string; score: number; gain: number }[];
}

/** What a journal knows under `step`, which has been done. */
const kept = <T = number>(journal: Journal, step: string) =>
  journal.step<T>(step, () => Promise.reject(new Error(`${step} was not done`)));

/** All that must be the same for one seed, whatever ids the product gave. */
async function essence(program: string, journal: Journal) {
  const schedules = [];
  for (const label of ['bootstrap', 'round-1', 'round-2']) {
    const { picks, summary } = await read<Schedule>(program, `/schedules/${await kept(journal, `${label}/proposal`)}`);
    const chosen = picks.map(({ levels, demonstrations, kind, score, gain }) => [
      levels,
      demonstrations,
      kind,
      score,
      gain,
    ]);
    schedules.push({ chosen, forcedEqual: summary.forcedEqual });
  }
  const scores = [];
  for (const size of [50, 55]) {
    const run = await kept(journal, `active-${size}/scoring`);
    const { rollouts } = await read<{
      rollouts: { dataset: string; sourceIndex: number; levels: string[]; mean: number }[];
    }>(program, `/scoring-runs/${run}/results`);
    scores.push(
      rollouts
        .map(({ dataset, sourceIndex, levels, mean }) => JSON.stringify([dataset, sourceIndex, levels, mean]))
        .sort(),
    );
  }
  const evaluations = await read<Evaluation[]>(program, '/evaluations');
  const curve = evaluations.map(({ checkpointName, demonstrations, successes, trials }) => [
    checkpointName,
    demonstrations,
    successes,
    trials,
  ]);
  return { schedules, scores, curve: curve.sort() };
}

interface Evaluation {
  checkpointName: string;
  arm: string;
  demonstrations: number;
  successes: number;
  trials: number;
  planned: number | null;
  state: string;
}

describe('a simulated program run through the API', () => {
  let journal: Journal;
  beforeAll(async () => {
    journal = await run('whole');
  }, 600_000);

  it('says that it is simulated, by which design, seed and physics', async () => {
    const { simulation } = await read<{ simulation: object }>('whole', '');
    expect(simulation).toEqual({ design: 'skew', seed: 1, physics: 'light planar' });
  });

  it('works two rounds off and leaves the third open, with the share of its queue done that was asked for', async () => {
    const states = [];
    for (const label of ['bootstrap', 'round-1', 'round-2'])
      states.push((await read<Schedule>('whole', `/schedules/${await kept(journal, `${label}/proposal`)}`)).round);
    expect(states).toEqual([
      { number: 1, state: 'closed' },
      { number: 2, state: 'closed' },
      { number: 3, state: 'open' },
    ]);
    const queue = await read<{ state: string; logged: number; confirmed: number }[]>('whole', '/assignments');
    expect(queue).toHaveLength(5);
    expect(queue.filter(({ state }) => state === 'done')).toHaveLength(2);
    for (const { logged, confirmed } of queue) expect(confirmed).toBe(logged);
  });

  it('keeps the default caps in every schedule, and uses scores once the training set is large enough', async () => {
    for (const label of ['bootstrap', 'round-1', 'round-2']) {
      const id = await kept(journal, `${label}/proposal`);
      const { picks, request, summary } = await read<Schedule>('whole', `/schedules/${id}`);
      for (const factor of [0, 2]) {
        const shares = new Map<string, number>();
        for (const { levels, demonstrations } of picks)
          shares.set(levels[factor], (shares.get(levels[factor]) ?? 0) + demonstrations);
        expect(Math.max(...shares.values())).toBeLessThanOrEqual(request.demonstrations / 5);
      }
      if (label === 'bootstrap') continue;
      expect(summary.bootstrap).toBeNull();
      expect(picks.filter(({ kind }) => kind === 'scored').length).toBeGreaterThan(0);
      expect(picks.filter(({ kind }) => kind === 'random').length).toBe(1);
    }
  });

  it('drives the probes that published plans ask for, each logged, in the store and known as drawn at random or dealt', async () => {
    const plans = await read<{ state: string; progress: object }[]>('whole', '/probe-plans');
    expect(plans.map(({ state }) => state)).toEqual(['published', 'published']);
    for (const { progress } of plans) expect(progress).toMatchObject({ wanted: 24, logged: 24, confirmed: 24 });
    const drawn = await database.sql`select e.pick_kind, count(*)::int as n from episodes e
      join programs p on p.id = e.program_id where p.slug = 'whole' and e.kind = 'probe_rollout' group by 1 order by 1`;
    expect(drawn).toMatchObject([
      { pick_kind: 'coverage', n: 38 },
      { pick_kind: 'random', n: 10 },
    ]);
  });

  it('evaluates both arms at the same sizes, from the same first policy', async () => {
    const evaluations = await read<Evaluation[]>('whole', '/evaluations');
    const at = (arm: string) => evaluations.filter((row) => row.arm === arm).map((row) => row.demonstrations);
    expect(at('active')).toEqual([50, 55]);
    expect(at('random')).toEqual([50, 55]);
    for (const { trials } of evaluations) expect(trials).toBe(20);
    const first = evaluations.filter((row) => row.demonstrations === 50);
    expect(first[0].successes).toBe(first[1].successes);
  });

  it('decides every stored schedule again to the same hash', async () => {
    for (const label of ['bootstrap', 'round-1', 'round-2']) {
      const id = await kept(journal, `${label}/proposal`);
      expect(await read('whole', `/schedules/${id}/replay`)).toMatchObject({ identical: true });
    }
  });

  it('scores and decides as the same lab does in one process, round after round', async () => {
    const bench = openBench(design, 1);
    const trainer = await openTrainer(observationSize(design), plan.recipe);
    const select = selectAsProduct({ strategy: plan.strategy, reservePercent: 20 }, await highsSolver());
    const demonstrated = new Int32Array(sizeOf(design));
    const record = (indices: readonly number[]) =>
      indices.map((index) => bench.demonstrate(index, demonstrated[index]++).episode);
    const asked = async (step: string) => (await kept<{ index: number }[]>(journal, step)).map(({ index }) => index);

    const episodes = record(await asked('bootstrap/queue'));
    const probes: Episode[][] = [];
    for (let round = 0; round <= plan.rounds; round++) {
      if (round > 0) episodes.push(...record(await asked(`round-${round}/queue`)));
      const rows = trainingRows(episodes, plan.recipe.horizon);
      const policy = await policyOf(await trainer.train(rows, trainingSeed(1, episodes.length)));
      const sample = await asked(`active-${episodes.length}/probe-queue`);
      expect(sample).toHaveLength(24);
      probes.push(await rollOut(design, policy, bench.trials(`probe/${round}`, sample), bench.makePhysics));

      const scores = await productScores(policy, probes.flat(), scaleOf(episodes.slice(0, plan.bootstrap)));
      const run = await kept(journal, `active-${episodes.length}/scoring`);
      const results = await read<{ rollouts: { episodeId: number; mean: number }[] }>(
        'whole',
        `/scoring-runs/${run}/results`,
      );
      const stored = [...results.rollouts].sort((a, b) => a.episodeId - b.episodeId).map(({ mean }) => mean);
      expect(stored).toEqual(scores);

      // The program also holds what its random arm recorded, which is as much evidence as its own.
      const known = demonstrated.slice();
      for (let r = 0; r < round; r++)
        for (const index of randomBatch(design, plan.perRound, `skew/1/random/${r}`)) known[index]++;
      const about = { design, batch: plan.perRound, probes, policy, episodes, initial: plan.bootstrap };
      const seed = `skew/1/round-${round + 1}`;
      const chosen = (await select({ ...about, demonstrated: known, seed })).map((index) =>
        Object.values(levelNames(design, configurationAt(design, index))),
      );
      const proposal = await kept(journal, `round-${round + 1}/proposal`);
      const { picks } = await read<Schedule>('whole', `/schedules/${proposal}`);
      // The schedule lists its picks in recording order.
      const unordered = (levels: readonly string[][]) => levels.map((names) => names.join(', ')).sort();
      expect(unordered(chosen)).toEqual(unordered(picks.map(({ levels }) => levels)));
      await policy.close();
    }
    await trainer.close();
  }, 120_000);

  it('does nothing when it is run again', async () => {
    const before = await essence('whole', journal);
    expect(await essence('whole', await run('whole'))).toEqual(before);
  });

  it('is the same to the last bit for one seed, also when it is killed after every step', async () => {
    const cut = await runKilledEverywhere('killed');
    expect(cut.kills).toBeGreaterThan(20);
    expect(await essence('killed', cut.journal)).toEqual(await essence('whole', journal));
  }, 900_000);

  it('works the open round off and opens the next when asked, also when it is killed after every step', async () => {
    const { journal: cut } = await runKilledEverywhere('whole', 1);
    const rounds = [];
    for (const label of ['round-2', 'round-3'])
      rounds.push((await read<Schedule>('whole', `/schedules/${await kept(cut, `${label}/proposal`)}`)).round);
    expect(rounds).toEqual([
      { number: 3, state: 'closed' },
      { number: 4, state: 'open' },
    ]);
    const evaluations = await read<Evaluation[]>('whole', '/evaluations');
    const at = (arm: string) => evaluations.filter((row) => row.arm === arm).map((row) => row.demonstrations);
    expect(at('active')).toEqual([50, 55, 60]);
    expect(at('random')).toEqual([50, 55, 60]);
    // All trials were worked off as assignments.
    for (const { trials, planned, state } of evaluations)
      expect({ trials, planned, state }).toEqual({ trials: 20, planned: 20, state: 'complete' });
    const queue = await read<{ state: string; logged: number; confirmed: number }[]>('whole', '/assignments');
    expect(queue.filter(({ state }) => state === 'done')).toHaveLength(2);
    for (const { logged, confirmed } of queue) expect(confirmed).toBe(logged);
  }, 900_000);

  it('passes on what the product says when it refuses', async () => {
    const client = openClient({ url: server.url, token: 'rota_unknown', program: 'whole' });
    await expect(client.schedule(1)).rejects.toThrow('This token is unknown, expired or revoked.');
  });
});
