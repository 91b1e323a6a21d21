import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIfChanged } from '@/server/supervisor/build';

let root: string;
const env = { PATH: process.env.PATH, NODE_ENV: 'production' } as const;
const mark = () => path.join(root, '.next/source-sha256');
const builds = () =>
  Number(existsSync(path.join(root, 'builds')) ? readFileSync(path.join(root, 'builds'), 'utf8') : 0);

/** A project whose build counts itself and then does `then`. */
function project(then: string): void {
  writeFileSync(
    path.join(root, 'server/supervisor/web.mjs'),
    `import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const build = 1 + Number(existsSync('builds') ? readFileSync('builds', 'utf8') : 0);
writeFileSync('builds', String(build));
mkdirSync('.next', { recursive: true });
${then}
process.exit(0);`,
  );
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'rota-build-'));
  mkdirSync(path.join(root, 'server/supervisor'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('pages are built once, and again after a change or a build that was cut off', async () => {
  project('');
  expect([await buildIfChanged(root, env), await buildIfChanged(root, env)]).toEqual([true, false]);
  rmSync(mark());
  expect(await buildIfChanged(root, env)).toBe(true);
  project('// changed');
  expect(await buildIfChanged(root, env)).toBe(true);
  expect(builds()).toBe(3);
});

test('a build that fails leaves no mark, not even of the one before, and says why', async () => {
  project('');
  await buildIfChanged(root, env);
  project("console.error('no such module'); process.exit(1);");
  await expect(buildIfChanged(root, env)).rejects.toThrow(/no such module[\s\S]*could not be built/);
  expect(existsSync(mark())).toBe(false);
});

test('a build that another start is busy with is waited for', async () => {
  project("if (build === 1) { console.error('⨯ Another next build process is already running.'); process.exit(1); }");
  expect(await buildIfChanged(root, env)).toBe(true);
  expect(builds()).toBe(2);
});
