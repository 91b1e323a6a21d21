import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** File → what is planted there → the rule that has to see it. */
const PLANTS: [file: string, source: string, rule: string][] = [
  ['server/core/planted-alias.ts', "import { connect } from '@/db/client';\nexport const a = connect;", 'core-is-pure'],
  ['server/core/planted-relative.ts', "export { ports } from '../wiring';", 'core-is-pure'],
  ['server/core/planted-type.ts', "import type { Db } from '@/db/client';\nexport type A = Db;", 'core-is-pure'],
  ['server/core/planted-dynamic.ts', "export const a = () => import('@/db/client');", 'core-is-pure'],
  ['server/core/planted-builtin.ts', "import fs from 'node:fs';\nexport const a = fs;", 'core-is-pure'],
  ['server/core/planted-package.ts', "import { z } from 'zod';\nexport const a = z;", 'core-is-pure'],
  [
    'server/formats/planted.ts',
    "import { connect } from '@/db/client';\nexport const a = connect;",
    'formats-see-core',
  ],
  [
    'server/adapters/planted.ts',
    "import type { Context } from '../services/context';\nexport type A = Context;",
    'adapters-see-core',
  ],
  ['db/schema/planted.ts', "import { connect } from '../client';\nexport const a = connect;", 'schema-sees-core'],
  [
    'db/queries/planted.ts',
    "import type { Context } from '@/server/services/context';\nexport type A = Context;",
    'queries-see-schema',
  ],
  ['server/services/planted.ts', "import { ports } from '../wiring';\nexport const a = ports;", 'services-see-ports'],
  ['server/services/planted-adapter.ts', "export * from '../adapters/planted';", 'services-see-ports'],
  ['server/routers/planted.ts', "export { connect } from '@/db/client';", 'routers-are-thin'],
  [
    'app/planted.tsx',
    "import { ports } from '@/server/wiring';\nexport const A = () => <p>{String(ports)}</p>;",
    'app-runs-core-only',
  ],
  ['app/api/planted/route.ts', "export { connect } from '@/db/client';", 'app-entries-enter-by-transports'],
  ['server/services/planted-up.ts', "export * from '@/app/planted';", 'nothing-below-imports-app'],
  ['server/lab/planted-a.ts', "export * from './planted-b';", 'no-cycles'],
  ['server/services/planted-env.ts', 'export const a = process.env.HOME;', 'environment-read-once'],
];

/** Planted, but allowed. */
const INNOCENT: [file: string, source: string][] = [
  [
    'app/innocent.tsx',
    "import type { Context } from '@/server/services/context';\nexport const A = (_: Context) => <p />;",
  ],
  ['server/core/innocent/schema.ts', "import { z } from 'zod';\nexport const A = z.string();"],
];

/** Closes the cycle; a cycle is told of once. */
const OTHER_END: [file: string, source: string] = ['server/lab/planted-b.ts', "export * from './planted-a';"];

let copy: string;
let report: { lines: string[]; modules: number; status: number | null };

function check() {
  const run = spawnSync(process.execPath, [path.join(root, 'test/support/layers.mjs')], {
    cwd: copy,
    encoding: 'utf8',
  });
  const modules = Number(/(\d+) modules/.exec(run.stdout)?.[1]);
  return { lines: run.stderr.split('\n'), modules, status: run.status };
}

function plant(files: readonly (readonly [string, string, ...string[]])[]) {
  for (const [file, source] of files) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), source);
  }
}

describe('the layer check', () => {
  let before: number;

  beforeAll(() => {
    copy = mkdtempSync(path.join(os.tmpdir(), 'rota-layers-'));
    for (const room of ['app', 'server', 'db', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs']) {
      cpSync(path.join(root, room), path.join(copy, room), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    before = check().modules;
    plant([...PLANTS, ...INNOCENT, OTHER_END]);
    report = check();
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.each(PLANTS)('sees the breach planted in %s', (file, _, rule) => {
    expect(report.status).toBe(1);
    expect(report.lines.filter((line) => line.startsWith(`${rule}: ${file} `))).not.toEqual([]);
  });

  test.each(INNOCENT)('leaves %s alone', (file) => {
    expect(report.lines.filter((line) => line.includes(file))).toEqual([]);
  });

  test('looks at every file, so that its number of modules grows with them', () => {
    expect(before).toBeGreaterThan(0);
    expect(report.modules).toBe(before + PLANTS.length + INNOCENT.length + 1);
  });
});
