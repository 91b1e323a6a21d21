import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { liveAssignments } from '@/db/queries/collect';
import { factorsOf } from '@/db/queries/matrix';
import { StationInput } from '@/server/core/collect/schema';
import { CreateTokenInput } from '@/server/core/people/schema';
import { ImportMapping } from '@/server/core/recording/schema';
import { progressOf } from '@/server/services/collect/progress';
import { matchingOf } from '@/server/services/imports/matching';
import { runImport } from '@/server/services/imports/run-import';
import { startImport } from '@/server/services/imports/start';
import { createToken } from '@/server/services/people/create-token';
import { createStation } from '@/server/services/stations/create';
import { collecting } from '../support/collecting';
import { runRota } from '../support/command-line';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const server = restServer(database);
const recorder = ['node', '--import', 'tsx', path.resolve('test/support/fake-recorder.ts')];

describe('a station over thirty episodes, three recorded again, one crash', () => {
  let at: Awaited<ReturnType<typeof collecting>>;
  let folder = '';
  let run: (...more: string[]) => ReturnType<typeof runRota>;

  beforeAll(async () => {
    at = await collecting(database, 30, 5);
    await createStation(at.lead, StationInput.parse({ name: 'Bench', recorderFlags: '--robot.type=fake' }));
    const { secret } = await createToken(at.lead, CreateTokenInput.parse({ name: 'rig', scopes: ['read', 'collect'] }));
    const home = mkdtempSync(path.join(os.tmpdir(), 'rota-station-'));
    folder = path.join(home, 'kitchen');
    const script = path.join(home, 'script');
    // Of the calls: one records an episode again, one is killed after two episodes, one cannot begin, two record again.
    writeFileSync(script, ['re', 'eek', 'x', 'r', 'r'].join('\n'));
    process.env.FAKE_SCRIPT = script;
    const env = { ROTA_URL: server.url, ROTA_TOKEN: secret, ROTA_PROGRAM: at.server.scope.slug };
    run = (...more) => runRota(env, 'station', '-s', 'bench', '-w', folder, '--no-wait', ...more, '--', ...recorder);
  });

  test('waits for somebody to take an assignment where it names no operator', async () => {
    const { code, err } = await run();
    expect([code, err]).toEqual([0, expect.stringContaining('Nobody has taken an assignment at Bench')]);
  });

  test('logs every recording once, takes back what the crash lost, and ends when all is done', async () => {
    const { code, err } = await run('--operator', 'first operator');
    expect([code, err]).toEqual([0, expect.stringContaining('Everything in the published schedule is done.')]);
    expect(err).toContain('2 recordings of this call cannot be read');
    const counts = await database.sql`select outcome, count(*)::int as n from attempts
      where program_id = ${at.server.scope.programId} and undone_at is null group by 1 order by 1`;
    expect(counts).toMatchObject([
      { outcome: 'success', n: 30 },
      { outcome: 'discard', n: 3 },
    ]);
    expect(await progressOf(at.lead)).toMatchObject({ asked: 30, logged: 30, over: 0, left: 0 });
    const rows = await liveAssignments(at.server.db, at.server.scope);
    expect(rows.every((row) => row.state === 'done')).toBe(true);
  });

  test('run again sends nothing twice, also when its journal forgot what was sent', async () => {
    const journal = `${folder}.rota.jsonl`;
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, lines.filter((line) => !line.includes('"kind":"sent"')).join('\n'));
    appendFileSync(journal, '\n{"kind":"take","id":"cut o');
    expect((await run('--operator', 'first operator')).code).toBe(0);
    expect(await progressOf(at.lead)).toMatchObject({ logged: 30, over: 0 });
  });

  test('what it recorded matches by itself: thirty matched, nothing guessed', async () => {
    const factors = await factorsOf(at.server.db, at.server.scope);
    const rule = ({ key, levels }: (typeof factors)[number]) => [
      key,
      { by: 'attribute', name: key, levels: Object.fromEntries(levels.map(({ name }) => [name, name])) },
    ];
    const mapping = ImportMapping.parse({ kind: 'demonstration', factors: Object.fromEntries(factors.map(rule)) });
    const found = { matched: 0, toConfirm: 0, unmatched: 0 };
    for (const name of ['kitchen', 'kitchen-2'].filter((one) => existsSync(path.join(path.dirname(folder), one)))) {
      cpSync(path.join(path.dirname(folder), name), path.join(at.ports.importFolder, name), { recursive: true });
      const source = { from: 'folder' as const, path: name };
      const { importId } = await startImport(at.lead, { source, mapping, createLevels: false });
      await runImport(at.server, importId, new AbortController().signal);
      const { matched, toConfirm, unmatched } = await matchingOf(at.lead, importId);
      found.matched += matched;
      found.toConfirm += toConfirm;
      found.unmatched += unmatched;
    }
    expect(found).toEqual({ matched: 30, toConfirm: 0, unmatched: 0 });
    expect(await progressOf(at.lead)).toMatchObject({ logged: 30, confirmed: 30 });
    expect(readdirSync(path.dirname(folder))).toContain('kitchen-2');
  });
});
