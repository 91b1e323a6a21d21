import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromiumOrInstall } from './chromium';
import { type Counts, countsOfPlaywright, countsOfVitest, judged, total } from './counts';

const reports = mkdtempSync(path.join(os.tmpdir(), 'rota-reports-'));

/** Runs a tool of the project and counts what its JSON report says. */
async function counted<Report>(
  tool: string,
  args: (file: string) => string[],
  name: string,
  countsOf: (report: Report) => Counts,
  env: (file: string) => Record<string, string>,
): Promise<Counts> {
  const file = path.join(reports, name);
  const child = spawn(process.execPath, [path.join('node_modules', tool), ...args(file)], {
    stdio: 'inherit',
    env: { ...process.env, ...env(file) },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  let counts: Counts | undefined;
  try {
    counts = countsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    console.error(`${tool} left no report.`);
  }
  return judged(counts, code);
}

/** `--project=db` runs one vitest project alone, without the browser. */
const project = process.argv.find((argument) => argument.startsWith('--project='));

const vitest = () =>
  counted(
    'vitest/vitest.mjs',
    (file) => [
      'run',
      ...(project ? [project] : []),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    'vitest.json',
    countsOfVitest,
    () => ({}),
  );

const playwright = (browser: string) =>
  counted(
    '@playwright/test/cli.js',
    () => ['test', '--reporter=list,json'],
    'playwright.json',
    countsOfPlaywright,
    (file) => ({
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      CHROMIUM_PATH: browser,
    }),
  );

const runs: Counts[] = [];
try {
  const browser = project ? undefined : chromiumOrInstall();
  runs.push(await vitest());
  if (browser) runs.push(await playwright(browser));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  runs.push({ passed: 0, failed: 1, skipped: 0 });
}
rmSync(reports, { recursive: true, force: true });
const { passed, failed, skipped } = total(runs);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
