import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { nameOf } from '@/server/core/experiment/arms';
import { keptResults, runOrders } from '@/server/lab/run-experiment';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { HELD_OUT, NAMED, partsOf } from './plan';
import { between, sectionOf } from './table';

/**
 * `npm run evidence [-- --designs A,B --seeds N --mujoco A,B --processes N --file PATH --kept]`: every strategy of the table on
 * paired seeds, written between two markers of the README. Arms are kept in the file as they finish and are not run
 * again; after a change to what they depend on, begin with another file. `--kept` writes the table from what is there.
 */
const { values } = parseArgs({
  options: {
    designs: { type: 'string', default: [...NAMED, ...HELD_OUT].join(',') },
    seeds: { type: 'string', default: '10' },
    mujoco: { type: 'string', default: 'skew,het' },
    processes: { type: 'string', default: String(os.availableParallelism()) },
    file: { type: 'string', default: '.rota/lab/evidence.jsonl' },
    kept: { type: 'boolean', default: false },
  },
});
const listOf = (names: string) => names.split(',').filter((name) => name !== '');
const countOf = (option: 'seeds' | 'processes') => {
  const count = Number(values[option]);
  if (Number.isInteger(count) && count > 0) return count;
  console.error(`--${option} is a whole number from 1, not "${values[option]}".`);
  process.exit(2);
};

const designs = listOf(values.designs).map((name) => designOf(name).name);
const parts = partsOf({ designs, seeds: countOf('seeds'), mujoco: listOf(values.mujoco) });
const { file } = values;
if (!values.kept) {
  // Seed by seed over all parts, so that an interrupted table has whole pairs everywhere.
  const orders = parts.flatMap((part) => part.orders).sort((a, b) => a.seed - b.seed);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await runOrders(orders, {
    file,
    processes: countOf('processes'),
    signal: stop.signal,
    told: ({ done, total, ranNow, seconds }) => {
      const left = ranNow > 0 ? `, about ${Math.ceil(((total - done) * seconds) / ranNow / 60)} minutes left` : '';
      console.log(`${done} of ${total} arms${left}`);
    },
  });
}
const kept = keptResults(file);
const missing = parts.flatMap((part) => part.orders).filter((order) => !kept.has(nameOf(order))).length;
const lines = parts.flatMap((part) => [...sectionOf(part, kept), '']).slice(0, -1);
writeFileSync('README.md', between(readFileSync('README.md', 'utf8'), lines));
console.log(missing === 0 ? 'README.md has the table.' : `README.md has the table; ${missing} arms were not run.`);
