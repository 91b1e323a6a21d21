import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
/** What Next says when another process builds in the same folder. */
const OTHER_BUILD = /another next build process is already running/i;
const OTHER_BUILD_MS = 15 * 60_000;
const LOOK_AGAIN_MS = 2000;

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
  const deadline = Date.now() + OTHER_BUILD_MS;
  for (let waited = false; ; waited = true) {
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return false;
    if (!waited) console.log('Building the pages; this takes about half a minute.');
    // A build that is cut off must not pass for the one before it.
    rmSync(mark, { force: true });
    const { code, printed } = await build(root, env);
    if (code === 0) break;
    if (!OTHER_BUILD.test(printed) || Date.now() > deadline)
      throw new StartProblem(problemOf(printed, `${printed}\nThe pages could not be built; the reason stands above.`));
    if (!waited) console.log('Another start is building the same pages; this one waits for it.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  writeFileSync(mark, wanted);
  return true;
}

/** Runs Next's build in a process that ends with this one, even when this one is killed. */
async function build(root: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; printed: string }> {
  const child = fork(path.join(root, 'server/supervisor/web.mjs'), ['build'], {
    cwd: root,
    env,
    execArgv: [],
    silent: true,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, printed: output.join('') };
}
