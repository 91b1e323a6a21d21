import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { StrategyName } from '@/server/core/schedule/schema';
import type { Measured, NotRun } from './measure';

/**
 * `npm run bench [-- NAME … | STRATEGY …] [--json FILE]`: every benchmark in a process of its own, one after another. Sides that
 * are compared take turns in one run; on a busy machine only their ratios count. Figures are medians of five turns after a
 * warm-up unless a line says "once"; what is out of reach is named with the reason, and a process is ended at its limit.
 */
const OTHERS = ['interpolation', 'allocation', 'scoring-rate', 'lab-overhead'];
/** One benchmark may take this long. */
const LIMIT_MS = 10 * 60_000;
const benches = new Map<string, string[]>([
  ...StrategyName.options.map((name): [string, string[]] => [name, ['strategies', name]]),
  ...OTHERS.map((name): [string, string[]] => [name, [name]]),
]);
benches.set('strategies', []);

const words = process.argv.slice(2);
const at = words.indexOf('--json');
const file = at < 0 ? null : words.splice(at, 2)[1];
if (at >= 0 && !file) fail('Name the file after --json.');
const wanted = words.flatMap((word) => (word === 'strategies' ? StrategyName.options : [word]));
for (const name of wanted) {
  if (!benches.has(name)) fail(`There is no benchmark "${name}". They are ${[...benches.keys()].join(', ')}.`);
}

const results: (Measured | NotRun)[] = [];
const began = performance.now();
for (const [name, command] of benches) {
  if (command.length === 0 || (wanted.length > 0 && !wanted.includes(name))) continue;
  console.log(`\n${name}`);
  const { status, signal, output } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, `${command[0]}.ts`), ...command.slice(1)],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      env: { ...process.env, ROTA_BENCH_PIPE: '3' },
      maxBuffer: 64 << 20,
      encoding: 'utf8',
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    },
  );
  for (const line of (output[3] ?? '').split('\n')) if (line) results.push(JSON.parse(line));
  if (signal) {
    const notRun = `not run: ended after ${LIMIT_MS / 60_000} minutes; what stands above was measured`;
    results.push({ bench: command[0], name, n: null, notRun });
    console.log(`${name} ${notRun}`);
  }
  if (status !== 0) process.exitCode = 1;
}
conclude(results, performance.now() - began);
if (file) writeFileSync(file, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`);

/** The goals, each met or not, what was not run, and sides that should have agreed. */
function conclude(all: readonly (Measured | NotRun)[], tookMs: number): void {
  const measured = all.filter((one) => 'ms' in one);
  const at = ({ name, n }: Measured | NotRun) => (n === null ? name : `${name} at ${n.toLocaleString('en')}`);
  const goals = measured.flatMap((one) => (one.goal ? [{ ...one, goal: one.goal }] : []));
  console.log(`\n${goals.filter(({ goal }) => goal.met).length} of ${goals.length} goals met`);
  for (const one of goals) {
    const found = one.goal.text.includes('×') ? `${one.timesFaster?.toFixed(2)}×` : `${one.ms.toFixed(0)} ms`;
    console.log(`${one.goal.met ? 'met' : 'NOT MET'}: ${at(one)}, ${one.goal.text}: ${found}`);
  }
  for (const one of all) if ('notRun' in one) console.log(`${at(one)} ${one.notRun}`);
  const others = measured.filter(({ same }) => same === false);
  for (const one of others) console.log(`${at(one)} and its baseline did not find the same.`);
  if (others.length > 0) process.exitCode = 1;
  console.log(`${(tookMs / 60_000).toFixed(1)} minutes`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
