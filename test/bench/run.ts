import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { StrategyName } from '@/server/core/schedule/schema';
import type { Measured } from './measure';

/**
 * `npm run bench [-- NAME … | STRATEGY …] [--json FILE]`: every benchmark in a process of its own, one after another. Sides that
 * are compared take turns in one run; on a busy machine only their ratios count.
 */
const OTHERS = ['interpolation', 'allocation', 'scoring-rate'];
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

const results: Measured[] = [];
for (const [name, command] of benches) {
  if (command.length === 0 || (wanted.length > 0 && !wanted.includes(name))) continue;
  console.log(`\n${name}`);
  const { status, output } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, `${command[0]}.ts`), ...command.slice(1)],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      env: { ...process.env, ROTA_BENCH_PIPE: '3' },
      maxBuffer: 64 << 20,
      encoding: 'utf8',
    },
  );
  for (const line of (output[3] ?? '').split('\n')) if (line) results.push(JSON.parse(line));
  if (status !== 0) process.exitCode = 1;
}

const goals = results.filter(({ goal }) => goal);
if (goals.length > 0) {
  console.log(`\n${goals.filter(({ goal }) => goal?.met).length} of ${goals.length} goals met`);
  for (const { name, n, ms, goal } of goals)
    if (!goal?.met) console.log(`not met: ${name} at ${n}, ${goal?.text}: ${ms.toFixed(0)} ms`);
}
const others = results.filter(({ same }) => same === false);
for (const { name, n } of others) console.log(`${name} at ${n} and its baseline chose differently.`);
if (others.length > 0) process.exitCode = 1;
if (file) writeFileSync(file, `${JSON.stringify({ node: process.version, results }, null, 2)}\n`);

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
