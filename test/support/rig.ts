import { appendFileSync, cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { factorsOf } from '@/db/queries/matrix';
import { StationInput } from '@/server/core/collect/schema';
import { CreateTokenInput } from '@/server/core/people/schema';
import { ImportMapping } from '@/server/core/recording/schema';
import { matchingOf } from '@/server/services/imports/matching';
import { runImport } from '@/server/services/imports/run-import';
import { startImport } from '@/server/services/imports/start';
import { createToken } from '@/server/services/people/create-token';
import { createStation } from '@/server/services/stations/create';
import { collecting } from './collecting';
import type { TestDatabase } from './test-database';

const RECORDER = ['node', '--import', 'tsx', path.resolve('test/support/fake-recorder.ts')];

/**
 * The rig of a station "Bench" in a fresh program of `demonstrations` in blocks of five: a token, a folder, and a fake
 * recorder that does what `calls` say, a line each (see fake-recorder.ts).
 */
export async function rigOf(database: TestDatabase, demonstrations: number, calls: readonly string[] = []) {
  const at = await collecting(database, demonstrations, 5);
  await createStation(at.lead, StationInput.parse({ name: 'Bench', recorderFlags: '--robot.type=fake' }));
  const { secret } = await createToken(at.lead, CreateTokenInput.parse({ name: 'rig', scopes: ['read', 'collect'] }));
  const home = mkdtempSync(path.join(os.tmpdir(), 'rota-station-'));
  const folder = path.join(home, 'kitchen');
  const script = path.join(home, 'script');
  writeFileSync(script, calls.join('\n'));
  return {
    at,
    folder,
    /** Environment of the bridge, but for the address of the server. */
    env: { ROTA_TOKEN: secret, ROTA_PROGRAM: at.server.scope.slug, FAKE_SCRIPT: script },
    words: (...more: string[]) => ['station', '-s', 'bench', '-w', folder, '--no-wait', ...more, '--', ...RECORDER],
    /** Lets the recorder go on behind its next wait. */
    go: () => appendFileSync(`${script}.go`, '.'),
    outcomes: () => database.sql`select outcome, count(*)::int as n from attempts
      where program_id = ${at.server.scope.programId} and undone_at is null group by 1 order by 1`,
    /** Imports every dataset the rig wrote, and says how its episodes were matched. */
    async matched() {
      const factors = await factorsOf(at.server.db, at.server.scope);
      const rule = ({ key, levels }: (typeof factors)[number]) => [
        key,
        { by: 'attribute', name: key, levels: Object.fromEntries(levels.map(({ name }) => [name, name])) },
      ];
      const mapping = ImportMapping.parse({ kind: 'demonstration', factors: Object.fromEntries(factors.map(rule)) });
      const found = { matched: 0, toConfirm: 0, unmatched: 0 };
      for (const name of ['kitchen', 'kitchen-2'].filter((one) => existsSync(path.join(home, one)))) {
        cpSync(path.join(home, name), path.join(at.ports.importFolder, name), { recursive: true });
        const source = { from: 'folder' as const, path: name };
        const { importId } = await startImport(at.lead, { source, mapping, createLevels: false });
        await runImport(at.server, importId, new AbortController().signal);
        const { matched, toConfirm, unmatched } = await matchingOf(at.lead, importId);
        found.matched += matched;
        found.toConfirm += toConfirm;
        found.unmatched += unmatched;
      }
      return found;
    },
  };
}
