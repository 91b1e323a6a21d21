import { greedyDeterminant } from '@/server/core/acquisition/dpp';
import { indexHeap } from '@/server/core/acquisition/heap';
import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { createLogDet } from '@/server/core/acquisition/log-det';
import { seededRandom } from '@/server/core/numeric/random';
import type { Pool } from '@/server/core/schedule/pool';
import { paired } from './paired';

/** Greedy on log det(I + L): stale bounds on a heap against evaluating every candidate at every pick. Same kernel, same order. */
const SIZES = [10, 10, 10, 10];
const PICKS = 100;

const n = SIZES.reduce((product, size) => product * size, 1);
const levels = new Uint16Array(n * SIZES.length);
for (let i = 0; i < n; i++)
  for (let f = 0, rest = i; f < SIZES.length; rest = Math.floor(rest / SIZES[f++]))
    levels[i * SIZES.length + f] = rest % SIZES[f];
const pool: Pool = {
  factors: SIZES.map((size, f) => ({ key: `f${f}`, levels: Array.from({ length: size }, (_, l) => String(l)) })),
  levels,
  room: new Int32Array(n).fill(1),
};
const similarity = anovaSimilarity(pool);

for (const spread of [0, 0.1, 0.3]) {
  const random = seededRandom(`bench/${spread}`);
  const quality = Float64Array.from({ length: n }, () => Math.exp(spread * random.normal()));
  const input = {
    size: n,
    diagonal: (i: number) => quality[i] * quality[i],
    entry: (i: number, j: number) => quality[i] * quality[j] * similarity(i, j),
    ridge: 1 as const,
    steps: PICKS,
  };
  const lazy = () => {
    const rows = createLogDet(input);
    const heap = indexHeap(
      Float64Array.from(quality, (q) => 1 + q * q),
      Int32Array.from({ length: n }, (_, i) => i),
    );
    const order: number[] = [];
    while (order.length < PICKS) {
      const i = heap.top();
      heap.rekeyTop(rows.residual(i));
      if (heap.top() !== i) continue;
      heap.pop();
      rows.add(i);
      order.push(i);
    }
    return order;
  };
  const dense = () => greedyDeterminant(input).order;
  const reference = dense();
  const same = lazy().every((item, at) => item === reference[at]);
  const { aMs, bMs, ratio } = paired(lazy, dense);
  console.log(
    `N = ${n}, ${PICKS} picks, quality spread ${spread}: lazy ${aMs.toFixed(0)} ms, dense ${bMs.toFixed(0)} ms, ratio ${ratio.toFixed(3)}, ${same ? 'same order' : 'DIFFERENT ORDER'}`,
  );
  if (!same) process.exitCode = 1;
}
