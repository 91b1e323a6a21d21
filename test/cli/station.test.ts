import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { progressOf } from '@/server/services/collect/progress';
import { setStartTemplate } from '@/server/services/matrix/set-start-template';
import { runRota } from '../support/command-line';
import { restServer } from '../support/rest-server';
import { rigOf } from '../support/rig';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const server = restServer(database);

/** Gives the recordings of a rig start cards. */
async function haveStarts({ at: { lead } }: Awaited<ReturnType<typeof rigOf>>): Promise<void> {
  const [task] = await factorsOf(lead.db, lead.scope);
  const start = { zones: ['left', 'right'], orientations: ['upright', 'lying'], distractors: ['none', 'a plate'] };
  for (const { id } of task.levels) await setStartTemplate(lead, { levelId: id, ...start });
}

describe('a station over thirty episodes, three recorded again, one crash', () => {
  let rig: Awaited<ReturnType<typeof rigOf>>;
  let run: (...more: string[]) => ReturnType<typeof runRota>;

  beforeAll(async () => {
    // Of the calls: one records an episode again, one is killed after two episodes, one cannot begin, two record again.
    rig = await rigOf(database, 30, ['re', 'eek', 'x', 'r', 'r']);
    process.env.FAKE_SCRIPT = rig.env.FAKE_SCRIPT;
    await haveStarts(rig);
    run = (...more) => runRota({ ...rig.env, ROTA_URL: server.url }, ...rig.words(...more));
  });

  test('waits for somebody to take an assignment where it names no operator', async () => {
    const { code, err } = await run();
    expect([code, err]).toEqual([0, expect.stringContaining('Nobody has taken an assignment at Bench')]);
  });

  test('logs every recording once, takes back what the crash lost, and ends when all is done', async () => {
    const { code, err } = await run('--operator', 'first operator');
    expect([code, err]).toEqual([0, expect.stringContaining('Everything in the published schedule is done.')]);
    expect(err).toContain('2 recordings of this call cannot be read');
    expect(err).toMatch(/Start from: (left|right), (upright|lying), (none|a plate)\./);
    expect(await rig.outcomes()).toMatchObject([
      { outcome: 'success', n: 30 },
      { outcome: 'discard', n: 3 },
    ]);
    expect(await progressOf(rig.at.lead)).toMatchObject({ asked: 30, logged: 30, over: 0, left: 0 });
    const rows = await liveAssignments(rig.at.server.db, rig.at.server.scope);
    expect(rows.every((row) => row.state === 'done')).toBe(true);
  });

  test('each recording has the next start card and the times the recorder told, one recorded again the card it had', async () => {
    const { programId } = rig.at.server.scope;
    const takes = await database.sql`select assignment_id, outcome, timed_by, reset_ms, undone_at,
        (card->>'position')::int as card,
        (clock_offset_ms::float8 - extract(epoch from received_at - started_at) * 1000)::float8 as apart
      from attempts where program_id = ${programId} order by sequence`;
    expect(new Set(takes.map(({ timed_by }) => timed_by))).toEqual(new Set(['recorder']));
    const kept = takes.filter(({ outcome, undone_at }) => outcome === 'success' && undone_at === null);
    // One configuration may have several assignments: its cards go on from one to the next.
    for (const [i, { assignment_id, card }] of kept.entries())
      if (assignment_id === kept[i - 1]?.assignment_id) expect(card).toBe(kept[i - 1].card + 1);
    for (const [i, { outcome, card }] of takes.entries())
      if (outcome === 'discard') expect(takes[i + 1].card).toBe(card);
    expect(takes.filter(({ reset_ms }) => reset_ms !== null).length).toBeGreaterThan(20);
    // The server's clock stands months behind this machine's: corrected, both say the same within minutes.
    for (const { apart } of takes) if (apart !== null) expect(Math.abs(apart)).toBeLessThan(5 * 60_000);
    expect(takes.filter(({ apart }) => apart !== null).length).toBeGreaterThan(20);
  });

  test('run again sends nothing twice, also when its journal forgot what was sent', async () => {
    const journal = `${rig.folder}.rota.jsonl`;
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, lines.filter((line) => !line.includes('"kind":"sent"')).join('\n'));
    appendFileSync(journal, '\n{"kind":"take","id":"cut o');
    expect((await run('--operator', 'first operator')).code).toBe(0);
    expect(await progressOf(rig.at.lead)).toMatchObject({ logged: 30, over: 0 });
  });

  test('what it recorded matches by itself: thirty matched, nothing guessed', async () => {
    expect(await rig.matched()).toEqual({ matched: 30, toConfirm: 0, unmatched: 0 });
    expect(await progressOf(rig.at.lead)).toMatchObject({ logged: 30, confirmed: 30 });
    expect(readdirSync(path.dirname(rig.folder))).toContain('kitchen-2');
  });
});

test('a recorder of another make is told by its template, and followed by what it writes alone', async () => {
  const rig = await rigOf(database, 10);
  await haveStarts(rig);
  const template = ['--dataset.single_task={task}', '--dataset.num_episodes={count}', '--dataset.root={root}'];
  const words = [...rig.words('--operator', 'first operator'), ...template, '--resume={resume}'];
  process.env.FAKE_SILENT = 'yes';
  const { code, err } = await runRota({ ...rig.env, ROTA_URL: server.url }, ...words).finally(() => {
    delete process.env.FAKE_SILENT;
  });
  expect([code, err]).toEqual([0, expect.stringContaining('Everything in the published schedule is done.')]);
  expect(await rig.outcomes()).toMatchObject([{ outcome: 'success', n: 10 }]);
  // Fewer than there are recordings where several were written between two looks.
  expect(err.match(/to record\.\nStart from: /g)?.length).toBe(err.match(/to record\./g)?.length);
  const [{ n }] = await database.sql`select count(*)::int as n from attempts
    where program_id = ${rig.at.server.scope.programId} and card is not null`;
  expect(n).toBe(10);
  expect(await rig.matched()).toEqual({ matched: 10, toConfirm: 0, unmatched: 0 });
});
