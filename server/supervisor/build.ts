import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { problemOf, StartProblem } from './settings';

/** Everything that goes into the built pages. */
const SOURCES = [
  'app',
  'server',
  'db',
  'drizzle',
  'public',
  'proxy.ts',
  'next.config.js',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'instrumentation.ts',
];
const MARK = 'source-sha256';

/** One hash over names and contents of all sources in `root` and the Node version. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of SOURCES) {
    for (const file of filesOf(root, source)) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(root: string, name: string): string[] {
  const absolute = path.join(root, name);
  if (!existsSync(absolute)) return [];
  if (path.extname(name)) return [name];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Builds the pages unless the last good build was made from the same sources. True when it built. */
export async function buildIfChanged(root: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const wanted = sourceHash(root);
  const mark = path.join(root, env.ROTA_DIST || '.next', MARK);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return false;
  console.log('Building the pages; this takes about half a minute.');
  const output: string[] = [];
  const child = spawn(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) {
    const all = output.join('');
    throw new StartProblem(problemOf(all, `${all}\nThe pages could not be built; the reason stands above.`));
  }
  writeFileSync(mark, wanted);
  return true;
}
