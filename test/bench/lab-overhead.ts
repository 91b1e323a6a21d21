import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { highsSolver } from '@/server/adapters/highs-solver';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openBench } from '@/server/lab/bench';
import { openClient } from '@/server/lab/client';
import { openJournal } from '@/server/lab/journal';
import type { LabPlan } from '@/server/lab/lab';
import { type Policy, policyOf } from '@/server/lab/policy';
import { selectAsProduct } from '@/server/lab/product-selection';
import { RECIPE, trainingSeed } from '@/server/lab/recipe';
import { rollOut } from '@/server/lab/rollout';
import { runProgram } from '@/server/lab/run-program';
import { openTrainer, trainingRows } from '@/server/lab/trainer';
import { sizeOf } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { observationSize } from '@/server/lab/world/observation';
import { createToken } from '@/server/services/people/create-token';
import { asServer } from '@/server/services/people/gate';
import { migrateDatabase } from '@/server/supervisor/migrate';
import { connection, ports } from '@/server/wiring';
import { cpuMsOfTree } from '../load/processes';
import { serveApi } from '../support/serve-api';
import { startWorker } from '../support/start-worker';
import { report } from './measure';

const STRATEGY = 'dpp';
/**
 * What it costs a lab to be a client: a round of `skew` for one seed (60 first demonstrations, both arms' trainings and
 * trials, probes, scores, the decision on 20 and their recording) through the API of an installation, and the same in one
 * process. Once each, all processes counted.
 */
const PLAN: LabPlan = {
  bootstrap: 60,
  perRound: 20,
  rounds: 0,
  openShare: 1,
  strategy: STRATEGY,
  probePercent: 15,
  panel: { configurations: 64, starts: 1 },
  recipe: RECIPE,
};
const SEED = 1;
const design = designOf('skew');

async function throughApi(url: string, token: string, journalFile: string) {
  const journal = await openJournal(journalFile);
  const trainer = await openTrainer(observationSize(design), PLAN.recipe);
  const client = openClient({ url, token, program: 'overhead' });
  const bench = openBench(design, SEED);
  await runProgram({ client, journal, bench, trainer, plan: PLAN, write: writeLeRobotV3, say: () => {} }, []);
  await trainer.close();
  const kept = <T>(step: string) => journal.step<T>(step, () => Promise.reject(new Error(`${step} was not done`)));
  const started = (await kept<{ index: number }[]>('bootstrap/queue')).map(({ index }) => index);
  const probed = (await kept<{ index: number }[]>('active-60/probe-queue')).map(({ index }) => index);
  const chosen = (await kept<{ index: number }[]>('round-1/queue')).map(({ index }) => index);
  return { started, probed, chosen };
}

/** The same in one process, from the same first demonstrations and probed configurations; the configurations it chose. */
async function inProcess(started: readonly number[], probed: readonly number[]): Promise<readonly number[]> {
  const bench = openBench(design, SEED);
  const trainer = await openTrainer(observationSize(design), PLAN.recipe);
  const select = selectAsProduct({ strategy: STRATEGY, reservePercent: 20 }, await highsSolver());
  const demonstrated = new Int32Array(sizeOf(design));
  const record = (indices: readonly number[]) =>
    indices.map((index) => bench.demonstrate(index, demonstrated[index]++).episode);
  const drive = (policy: Policy, label: string, indices: readonly number[]) =>
    rollOut(design, policy, bench.trials(label, indices), bench.makePhysics);
  const episodes = record(started);
  let chosen: readonly number[] = [];
  for (const arm of ['active', 'random']) {
    const rows = trainingRows(episodes, PLAN.recipe.horizon);
    const policy = await policyOf(await trainer.train(rows, trainingSeed(SEED, episodes.length)));
    await drive(policy, 'panel/0', bench.sample('panel', PLAN.panel.configurations));
    if (arm === 'active') {
      const probes = await drive(policy, 'probe/0', probed);
      const seed = `${design.name}/${SEED}/round-1`;
      const known = { design, batch: PLAN.perRound, probes: [probes], initial: episodes.length };
      chosen = await select({ ...known, policy, episodes, demonstrated, seed });
    }
    await policy.close();
  }
  record(chosen);
  await trainer.close();
  return chosen;
}

async function timed<T>(work: () => Promise<T>) {
  const [cpu, wall] = [cpuMsOfTree(process.pid), performance.now()];
  const found = await work();
  return { found, ms: cpuMsOfTree(process.pid) - cpu, wallMs: performance.now() - wall };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-overhead-'));
const database = await startEmbedded(path.join(folder, 'db'));
await migrateDatabase({ socket: database.socket });
const env = { ROTA_DATA: folder, LOG_LEVEL: 'error', ROTA_SOCKET: database.socket };
delete process.env.DATABASE_URL;
Object.assign(process.env, env);
const api = await serveApi();
const worker = await startWorker(env);
try {
  const scopes = ['read', 'collect', 'data', 'plan', 'admin'] as const;
  const { secret } = await createToken(asServer(ports(), 'bench'), { name: 'lab', scopes: [...scopes] });
  const over = await timed(() => throughApi(api.url, secret, path.join(folder, 'journal.json')));
  const own = await timed(() => inProcess(over.found.started, over.found.probed));
  const inOrder = (indices: readonly number[]) => [...indices].sort((a, b) => a - b).join();
  const same = inOrder(over.found.chosen) === inOrder(own.found);
  report({
    bench: 'lab-overhead',
    name: 'a lab round through the API',
    n: null,
    k: null,
    ms: over.ms,
    wallMs: over.wallMs,
    runs: 1,
    baselineMs: own.ms,
    baselineRuns: 1,
    timesFaster: own.ms / over.ms,
    same,
    peakMb: process.resourceUsage().maxRSS / 1024,
    goal: null,
  });
  console.log(
    `through the API ${(over.ms / 1000).toFixed(1)} s of processor, ${(over.wallMs / 1000).toFixed(1)} s of wall time; in one process ` +
      `${(own.ms / 1000).toFixed(1)} and ${(own.wallMs / 1000).toFixed(1)} s: ${(over.ms / own.ms).toFixed(2)} and ` +
      `${(over.wallMs / own.wallMs).toFixed(2)} times; ${same ? 'the same batch' : 'ANOTHER BATCH'}`,
  );
  if (!same) process.exitCode = 1;
} finally {
  await worker.stop();
  api.close();
  await connection().close();
  await stopEmbedded(database);
  rmSync(folder, { recursive: true, force: true });
}
