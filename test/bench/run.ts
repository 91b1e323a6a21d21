import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm run bench [NAME …]`: every benchmark in a process of its own, one after another. Each prints ratios of sides
 * that took turns in one run; absolute times are there for orientation only.
 */
const ALL = ['interpolation', 'selection', 'scoring-rate'];

const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : ALL) {
  const file = path.join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) {
    console.error(`There is no benchmark "${name}". The benchmarks are ${ALL.join(', ')}.`);
    process.exit(2);
  }
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
