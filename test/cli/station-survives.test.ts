import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { progressOf } from '@/server/services/collect/progress';
import { badNetwork } from '../support/bad-network';
import { restServer } from '../support/rest-server';
import { rigOf } from '../support/rig';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const server = restServer(database);
const network = badNetwork(() => server.url);

type Rig = Awaited<ReturnType<typeof rigOf>>;

/** The bridge as a process of its own, as on a rig; it ends with the test at the latest. */
function bridge(rig: Rig, episodeMs: number) {
  const env = { ...process.env, ...rig.env, ROTA_URL: network.url, FAKE_EPISODE_MS: String(episodeMs) };
  const words = ['server/cli/rota.mjs', ...rig.words('--operator', 'first operator')];
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += bytes;
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, said: () => said, ended: endOf(child) };
}

const endOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });

/** Lines of the rig's journal that say so. */
const journaled = (rig: Rig, ...parts: string[]) => {
  const file = `${rig.folder}.rota.jsonl`;
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.filter((line) => parts.every((part) => line.includes(part)));
};
const seen = (rig: Rig) => journaled(rig, '"kind":"take"').length;
const sent = (rig: Rig) => journaled(rig, '"kind":"sent"').length;

async function until(holds: () => boolean, words: string, said = () => ''): Promise<void> {
  for (const end = Date.now() + 60_000; !holds(); await pause(50))
    if (Date.now() > end) throw new Error(`Waited in vain for: ${words}.${said()}`);
}

const allThere = async (rig: Rig, discards: number) => {
  expect(await rig.outcomes()).toMatchObject([
    { outcome: 'success', n: 30 },
    { outcome: 'discard', n: discards },
  ]);
  expect(await progressOf(rig.at.lead)).toMatchObject({ asked: 30, logged: 30, over: 0, left: 0 });
  expect(await rig.matched()).toEqual({ matched: 30, toConfirm: 0, unmatched: 0 });
};

describe('a network that is lost', () => {
  test.each(['cut', 'silent'] as const)('%s in the middle: all is logged afterwards, exactly once', async (how) => {
    const rig = await rigOf(database, 30, ['re', 'eer']);
    const { ended, said } = bridge(rig, 300);
    await until(() => sent(rig) >= 2, 'two attempts sent', said);
    network.be(how);
    const before = sent(rig);
    await until(() => seen(rig) >= before + 3, 'three recordings seen without a network', said);
    expect(sent(rig)).toBeLessThanOrEqual(before + 1);
    network.be('open');
    expect([await ended, said()]).toEqual([
      0,
      expect.stringContaining('Everything in the published schedule is done.'),
    ]);
    await allThere(rig, 2);
    const takes = await database.sql`select duration_ms, started_at from attempts
      where program_id = ${rig.at.server.scope.programId} order by sequence`;
    expect(takes.every(({ duration_ms }) => duration_ms > 0)).toBe(true);
    const begun = takes.map(({ started_at }) => Date.parse(started_at));
    expect(begun.every((at, i) => i === 0 || at > begun[i - 1])).toBe(true);
  });
});

describe('a bridge that is killed', () => {
  test('in the middle of an episode: the recorder records on, and the next run takes up all of it', async () => {
    const rig = await rigOf(database, 30, ['eewrewre', '', 'e']);
    const first = bridge(rig, 100);
    await until(() => seen(rig) === 2, 'two recordings seen');
    first.child.kill('SIGKILL');
    await first.ended;
    rig.go();
    const recorded = () => JSON.parse(readFileSync(`${rig.folder}/meta/info.json`, 'utf8')).total_episodes;
    await until(() => recorded() === 3, 'an episode recorded while nobody watches');
    expect(seen(rig)).toBe(2);
    const second = bridge(rig, 100);
    await until(() => second.said().includes('still at work; following it.'), 'the recorder found again', second.said);
    rig.go();
    expect([await second.ended, second.said()]).toEqual([
      0,
      expect.stringContaining('Everything in the published schedule is done.'),
    ]);
    await allThere(rig, 2);
  });

  test('with the recorder: what it had not finished is taken back, and the next run asks for it again', async () => {
    const rig = await rigOf(database, 30, ['er', 'ee', 'r']);
    const first = bridge(rig, 400);
    await until(() => journaled(rig, '"kind":"ended"').length === 1 && seen(rig) >= 7, 'a call done, the next begun');
    first.child.kill('SIGKILL');
    const running = JSON.parse(journaled(rig, '"kind":"running"').at(-1) ?? '{}');
    process.kill(running.pid, 'SIGKILL');
    await first.ended;
    // As if it was killed between the server's answer and the line that says so.
    const journal = `${rig.folder}.rota.jsonl`;
    const lines = readFileSync(journal, 'utf8').split('\n');
    const last = JSON.parse(lines.filter((line) => line.includes('"kind":"take"')).at(-1) ?? '{}').id;
    writeFileSync(journal, lines.filter((line) => !(line.includes('"kind":"sent"') && line.includes(last))).join('\n'));
    const second = bridge(rig, 20);
    expect([await second.ended, second.said()]).toEqual([0, expect.stringContaining('cannot be read')]);
    await allThere(rig, 2);
  });
});
