import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluationsOf } from '@/db/queries/evaluations';
import { TOKEN_SCOPES } from '@/server/core/people/access';
import { CreateTokenInput } from '@/server/core/people/schema';
import { createToken } from '@/server/services/people/create-token';
import { asServer, enterAsServer } from '@/server/services/people/gate';
import { ports } from '@/server/wiring';
import { runRota } from '../support/command-line';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';

const samples = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data');
const rollouts = path.join(samples, 'go2-rollouts/rollouts.hdf5');
const members = [0, 1, 2].flatMap((m) => ['--member', path.join(samples, `onnx/go2-trot-x3/member-${m}.onnx`)]);

/** Every kick speed of the recordings, and five equal parts of the time of the kick. */
const program = {
  name: 'Go2 kicks',
  slug: 'go2',
  blockSize: 5,
  factors: [
    { key: 'kick_speed', name: 'Kick speed', levels: named(['0', '0.8', '1.2', '1.4', '1.6', '1.8', '2']) },
    { key: 'kick_time', name: 'Kick time', levels: named(['earliest', 'early', 'middle', 'late', 'latest']) },
  ],
};

function named(levels: string[]) {
  return levels.map((name) => ({ name }));
}

describe.skipIf(!existsSync(rollouts))('the main job by command line alone, on real policies and rollouts', () => {
  const server = restServer(testDatabase());
  let worker: ChildProcess;
  let env: Record<string, string>;

  beforeAll(async () => {
    // The worker makes the queues that the API sends to.
    worker = fork('server/jobs/worker.ts', [], {
      env: { ...process.env, ...server.env },
      execArgv: ['--import', 'tsx'],
    });
    await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('exit', () => reject(new Error('The worker did not start.')));
    });
    const input = CreateTokenInput.parse({ name: 'everything', scopes: TOKEN_SCOPES });
    const { secret } = await createToken(asServer(ports(), 'test'), input);
    env = { ROTA_URL: server.url, ROTA_TOKEN: secret, ROTA_PROGRAM: 'go2' };
  });
  afterAll(() => {
    worker.kill('SIGKILL');
  });

  async function json<T>(...words: string[]): Promise<T> {
    const { code, out, err } = await runRota(env, '--json', ...words);
    expect({ words, code, err: code === 0 ? '' : err }).toEqual({ words, code: 0, err: '' });
    return JSON.parse(out);
  }

  test('from nothing to logged demonstrations and an evaluated checkpoint', async () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'rota-job-')), 'go2.json');
    writeFileSync(file, JSON.stringify(program));
    expect(await json('programs', 'create', '-f', file)).toMatchObject({ slug: 'go2', configurations: 35 });

    const rules = ['--factor', 'kick_speed=attribute:kick_mps', '--factor', 'kick_time=bins:kick_step:5'];
    const recording = ['import', rollouts, '--kind', 'probe_rollout', ...rules];
    const dry = await json<{ preview: { mapped: number } }>(...recording, '--dry-run');
    expect(dry.preview.mapped).toBe(70);
    expect(await json(...recording)).toMatchObject({ state: 'complete', episodesAdded: 70, framesTotal: 12871 });
    expect(await json(...recording)).toMatchObject({ episodesAdded: 0, episodesKnown: 70 });

    const run = ['--run', 'active 0', '--arm', 'active', '--current'];
    await json('checkpoints', 'add', 'go2-trot', ...members, '--card', 'auto', '--training-set-size', '300', ...run);
    // There are no demonstrations to take a scale from.
    const score = ['score', '--checkpoint', 'go2-trot', '--no-scaling', '--wait'];
    expect(await json(...score)).toMatchObject({ state: 'done', episodesDone: 70, framesDone: 12871 });

    const proposal = ['schedules', 'propose', '60', '--block-size', '5', '--strategy', 'dpp'];
    const { scheduleId } = await json<{ scheduleId: number }>(...proposal);
    const schedule = await json<{ picks: { demonstrations: number; levels: string[] }[] }>(
      'schedules',
      'show',
      String(scheduleId),
    );
    const asked = schedule.picks.map(({ demonstrations }) => demonstrations);
    expect(asked.reduce((a, b) => a + b, 0)).toBe(60);
    expect(Math.max(...asked)).toBe(5);
    expect(await json('schedules', 'replay', String(scheduleId))).toMatchObject({ identical: true });
    await json('schedules', 'publish', String(scheduleId));

    const [first] = await json<{ id: number; wanted: number }[]>('assignments');
    for (let n = 1; n <= first.wanted; n++)
      expect(await json('attempts', 'add', '--assignment', String(first.id), '--outcome', 'success')).toMatchObject({
        logged: n,
        done: n === first.wanted,
      });
    expect(await json('manifests', 'get')).toMatchObject({ size: 0 });

    const folder = path.dirname(file);
    const starts = ['0', '1.2', '2'].map((kick_speed) => ({ levels: { kick_speed, kick_time: 'early' }, start: {} }));
    writeFileSync(path.join(folder, 'panel.json'), JSON.stringify({ name: 'frozen', starts }));
    await json('panels', 'add', '-f', path.join(folder, 'panel.json'));
    const trials = ['start,outcome,failureMode', '0,success,', '1,success,', '2,failure,fell', ''].join('\n');
    writeFileSync(path.join(folder, 'trials.csv'), trials);
    const posted = ['evaluations', 'add', '--checkpoint', 'go2-trot', '--panel', 'frozen'];
    await json(...posted, '-f', path.join(folder, 'trials.csv'));
    const stored = await enterAsServer(ports(), 1, 'test');
    expect(await evaluationsOf(stored.db, stored.scope)).toMatchObject([
      { checkpointName: 'go2-trot', panelName: 'frozen', demonstrations: 300, arm: 'active', successes: 2, trials: 3 },
    ]);
  }, 300_000);
});
