import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { people } from '@/db/schema/people';
import { TOKEN_SCOPES } from '@/server/core/people/access';
import { CreateTokenInput } from '@/server/core/people/schema';
import { createToken } from '@/server/services/people/create-token';
import { asServer } from '@/server/services/people/gate';
import { ports } from '@/server/wiring';
import { type Ran, runRota } from '../support/command-line';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const server = restServer(database);
const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-cli-'));
let token = '';

const rota = (...words: string[]) => runRota({ ROTA_URL: server.url, ROTA_TOKEN: token }, ...words);

/** The command as a person on the server types it, in a process of its own. */
function onServer(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['server/cli/rota.mjs', ...words],
      { env: { ...process.env, ...server.env } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

function written(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const kitchen = {
  name: 'Kitchen',
  slug: 'kitchen',
  factors: [
    { key: 'task', name: 'Task', levels: ['pour', 'stack', 'wipe', 'open', 'fold'].map((name) => ({ name })) },
    { key: 'object', name: 'Object', levels: ['mug', 'bowl', 'jar', 'can', 'box'].map((name) => ({ name })) },
  ],
  people: [{ name: 'mira', roles: ['operator'] }],
};

beforeAll(async () => {
  const input = CreateTokenInput.parse({ name: 'everything', scopes: TOKEN_SCOPES });
  token = (await createToken(asServer(ports(), 'test'), input)).secret;
});

describe('what a command says before it does anything', () => {
  test('--help explains commands, environment and exit codes, and every command has its own', async () => {
    const { code, out } = await rota('--help');
    expect(code).toBe(0);
    for (const word of ['programs', 'import', 'score', 'schedules', 'ROTA_URL', 'ROTA_TOKEN', 'Exit codes', 'Example'])
      expect(out).toContain(word);
    for (const command of [['import'], ['checkpoints', 'add'], ['schedules', 'propose'], ['tokens', 'create']]) {
      const helped = await rota(...command, '--help');
      expect(helped.code).toBe(0);
      expect(helped.out).toMatch(/Usage: rota[\s\S]*Example/);
    }
  });

  test.each([
    ['an unknown command', ['cook']],
    ['an option without its value', ['score', '--checkpoint']],
    ['a number that is none', ['schedules', 'propose', 'many']],
    ['an unknown strategy', ['schedules', 'propose', '10', '--strategy', 'magic']],
    ['a share above all of it', ['schedules', 'propose', '10', '--strategy', 'hybrid', '--novelty', '101']],
    ['a novelty that the strategy does not weigh', ['schedules', 'propose', '10', '--novelty', '70']],
    ['a file that is not there', ['programs', 'create', '-f', '/nowhere.json']],
    ['a rule that is none', ['import', 'x.hdf5', '--kind', 'demonstration', '--factor', 'speed']],
    ['an attempt without an outcome', ['attempts', 'add', '--assignment', '1']],
  ])('%s is exit code 2 with a sentence, and nothing on standard output', async (_, words) => {
    const { code, out, err } = await rota(...words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trim()).not.toBe('');
  });

  test('no token is exit code 2 and names the way to one', async () => {
    const { code, err } = await runRota({ ROTA_URL: server.url }, 'programs', 'list');
    expect(code).toBe(2);
    expect(err).toContain('rota tokens create');
  });

  test('nobody at the address is exit code 3', async () => {
    const { code, err } = await runRota({ ROTA_URL: 'http://127.0.0.1:9', ROTA_TOKEN: token }, 'programs', 'list');
    expect(code).toBe(3);
    expect(err).toContain('http://127.0.0.1:9');
  });
});

describe('programs, schedules and attempts', () => {
  test('a program made from a file is listed and shown', async () => {
    const made = await rota('--json', 'programs', 'create', '-f', written('kitchen.json', kitchen));
    expect(made.err).toBe('');
    expect(JSON.parse(made.out)).toMatchObject({ slug: 'kitchen', configurations: 25, passwords: [{ name: 'mira' }] });
    expect((await rota('programs', 'list')).out).toContain('kitchen');
    expect((await rota('programs', 'show', 'kitchen')).out).toContain('pour, stack, wipe, open, fold');
  });

  test('a dry run tells what a recording holds before anything else is said of it, and a folder without files is no recording', async () => {
    const list = written('list.csv', 'episode_index,length,cup\n0,10,red\n1,12,blue\n');
    const dry = await rota('import', list, '--program', 'kitchen', '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('2 episodes, 22 frames');
    expect(dry.out).toContain('Nothing is placed yet. Say what the episodes are');
    const real = await rota('import', list, '--program', 'kitchen');
    expect(real).toMatchObject({ code: 2, out: '' });
    const empty = await rota('import', mkdtempSync(path.join(folder, 'empty-')), '--program', 'kitchen', '--dry-run');
    expect(empty.code).toBe(2);
    expect(empty.err).toContain('holds no file');
  });

  test('what the server refuses is exit code 1 with its sentence on standard error alone', async () => {
    const twice = await rota('--json', 'programs', 'create', '-f', written('kitchen.json', kitchen));
    expect(twice).toMatchObject({ code: 1, out: '' });
    expect(twice.err).toContain('There is already a program with the id "kitchen"');
    const broken = await rota('programs', 'create', '-f', written('broken.json', { ...kitchen, factors: [] }));
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toContain('A matrix has 2 to 8 factors.');
    const wrong = await runRota({ ROTA_URL: server.url, ROTA_TOKEN: 'rota_wrong' }, 'programs', 'list');
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('unknown, expired or revoked');
  });

  test('a schedule is proposed, published, replayed and worked off, each attempt stored once', async () => {
    const proposed = await rota(
      '--json',
      'schedules',
      'propose',
      '25',
      '--strategy',
      'random',
      '--block-size',
      '5',
      '--override',
      'first day',
    );
    expect(proposed.err).toBe('');
    const { scheduleId } = JSON.parse(proposed.out);
    expect(await rota('schedules', 'replay', String(scheduleId))).toMatchObject({ code: 0 });
    const hybrid = ['25', '--strategy', 'hybrid', '--novelty', '70', '--override', 'first day'];
    const weighed = JSON.parse((await rota('--json', 'schedules', 'propose', ...hybrid)).out);
    const { request } = JSON.parse((await rota('--json', 'schedules', 'show', String(weighed.scheduleId))).out);
    expect(request.hybrid).toEqual({ disagreement: 30, novelty: 70 });
    const whatIf = await rota('schedules', 'what-if', String(scheduleId));
    expect(whatIf).toMatchObject({ code: 0 });
    expect(whatIf.out).toContain('(proposed)');
    expect((await rota('schedules', 'publish', String(scheduleId))).out).toContain('assignments');
    const queue = JSON.parse((await rota('--json', 'assignments')).out);
    expect(queue.reduce((sum: number, { wanted }: { wanted: number }) => sum + wanted, 0)).toBe(25);
    const id = '0190a4f4-0000-7000-8000-000000000001';
    const add = () =>
      rota('--json', 'attempts', 'add', '--assignment', String(queue[0].id), '--outcome', 'success', '--id', id);
    expect(JSON.parse((await add()).out)).toMatchObject({ stored: true, accepted: true, logged: 1 });
    expect(JSON.parse((await add()).out)).toMatchObject({ stored: false, logged: 1 });
    const csv = written(
      'attempts.csv',
      `assignmentId,outcome,failureMode\n${queue[1].id},success,\n${queue[1].id},failure,"slip, then fall"\n`,
    );
    expect((await rota('attempts', 'add', '-f', csv)).out).toContain('2 of 2 attempts are new, 1 count.');
    expect((await rota('schedules', 'show', String(scheduleId))).out).toContain('published');
  });

  test('a policy is probed and evaluated by plan, with each trial’s start named', async () => {
    const [{ id: programId }] = await database.sql`select id from programs where slug = 'kitchen'`;
    await database.sql`insert into checkpoints (program_id, name, form, chunk_length, executed_steps, action_dims)
      values (${programId}, 'first policy', 'recorded', 1, 1, 1)`;
    expect((await rota('probes', 'propose', 'first policy')).err).toContain('25 driven by no policy yet');
    const proposed = await rota('--json', 'probes', 'propose', 'first policy', '--share', '20', '--drive-unknown');
    expect(proposed.err).toBe('');
    const { probePlanId } = JSON.parse(proposed.out);
    expect((await rota('probes', 'show', String(probePlanId))).out).toContain('drives 5 of 25 configurations');
    expect((await rota('probes', 'publish', String(probePlanId))).out).toContain('5 assignments');
    expect((await rota('probes', 'list')).out).toContain('published');
    expect((await rota('probes', 'withdraw', String(probePlanId))).out).toContain('withdrawn');

    const drawn = await rota('--json', 'panels', 'propose', '2', '--starts', '1', '--name', 'small', '--drive-unknown');
    expect((await rota('panels', 'add', '-f', written('panel.json', JSON.parse(drawn.out)))).out).toContain('2 starts');
    const evaluate = ['evaluations', 'start', '--checkpoint', 'first policy', '--panel', 'small', '--drive-unknown'];
    expect((await rota(...evaluate)).out).toContain('2 trials in 2 assignments');
    const [first] = JSON.parse((await rota('--json', 'assignments')).out);
    expect(first).toMatchObject({ kind: 'evaluation_trial', policy: 'first policy', panel: 'small' });
    const trial = ['attempts', 'add', '--assignment', String(first.id), '--outcome', 'success'];
    expect((await rota(...trial)).out).toContain('0 count');
    const start = String(first.starts[0].panelStartId);
    expect((await rota(...trial, '--panel-start', start)).out).toContain('1 of 1: done');
    const listed = await rota('evaluations', 'list');
    expect(listed.out).toMatch(/first policy\s+small\s+open\s+1\/2/);
    const [{ id }] = JSON.parse((await rota('--json', 'evaluations', 'list')).out);
    expect((await rota('evaluations', 'withdraw', String(id))).out).toContain('withdrawn');
  });

  test('a batch that no cap allows is refused with the sizes that are possible', async () => {
    const { code, out, err } = await rota(
      'schedules',
      'propose',
      '24',
      '--strategy',
      'random',
      '--override',
      'first day',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/2[05]/);
  });

  test('people are invited and listed, and a manifest of nothing is empty', async () => {
    expect((await rota('people', 'invite', 'ben', '--role', 'lead', '--role', 'engineer')).out).toContain('Password');
    expect((await rota('people', 'list')).out).toMatch(/ben\s+lead, engineer/);
    expect(JSON.parse((await rota('--json', 'manifests', 'get')).out)).toMatchObject({ size: 0 });
  });
});

describe('experiments that the server runs', () => {
  test('are refused beside a program of a real robot', async () => {
    const { code, err } = await rota('lab', 'experiment', '--design', 'flat', '--program', 'kitchen');
    expect(code).toBe(1);
    expect(err).toContain('Experiments are simulated, and this program is not.');
  });
});

describe('on the server itself, without a token', () => {
  test('a reset gives a new password and ends the sessions of that person', async () => {
    const before = await database.db.select().from(people).where(eq(people.name, 'mira'));
    const { code, out } = await onServer('--json', 'people', 'reset', 'mira');
    expect(code).toBe(0);
    const { password } = JSON.parse(out);
    const [after] = await database.db.select().from(people).where(eq(people.name, 'mira'));
    expect(after.epoch).toBe(before[0].epoch + 1);
    expect(await ports().passwords.verify(after.passwordHash, password)).toBe(true);
    expect(await onServer('people', 'reset', 'nobody here')).toMatchObject({ code: 1, out: '' });
  });

  test('a token made there works until it is revoked there', async () => {
    const made = await onServer('--json', 'tokens', 'create', 'reader', '--scope', 'read', '--program', 'kitchen');
    const { id, secret } = JSON.parse(made.out);
    const env = { ROTA_URL: server.url, ROTA_TOKEN: secret };
    expect((await runRota(env, 'programs', 'list')).code).toBe(0);
    const refused = await runRota(env, 'people', 'invite', 'eve', '--role', 'lead');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('scope "plan"');
    expect((await onServer('tokens', 'list')).out).toMatch(/reader\s+kitchen\s+read\s+good/);
    expect((await onServer('tokens', 'revoke', String(id))).code).toBe(0);
    expect((await runRota(env, 'programs', 'list')).code).toBe(1);
  });

  test('a data folder on which nothing runs is exit code 3', async () => {
    const { DATABASE_URL: _, ROTA_SOCKET: __, ...env } = process.env;
    const ran = await new Promise<Ran>((resolve) => {
      execFile(
        process.execPath,
        ['server/cli/rota.mjs', 'tokens', 'list'],
        { env: { ...env, ROTA_DATA: path.join(folder, 'nothing') } },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('npm start');
  });
});
