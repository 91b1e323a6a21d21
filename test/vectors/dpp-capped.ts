import { greedyDeterminant } from '@/server/core/acquisition/dpp';
import { createLogDet } from '@/server/core/acquisition/log-det';
import type { Pick } from '@/server/core/acquisition/strategy';
import { createOracle } from '@/server/core/schedule/oracle';
import type { Pool } from '@/server/core/schedule/pool';
import { repair } from '@/server/core/schedule/repair';
import { figureAfter, orderDifferences, toleranceOf } from './compare';
import { type KernelInput, kernelOf } from './kernel-of';
import type { VectorSet } from './vector-set';

interface Input extends KernelInput {
  codes: number[][];
  levels: number[];
  cap_count_per_factor: (number | null)[];
  k: number;
}

interface Expected {
  greedy_order: number[];
  greedy_logdet: number;
  n_selected: number;
  min_gap: number;
  exhaustive_optimum_at_k?: { logdet: number; set: number[] } | null;
}

interface Found {
  greedy_order: number[];
  greedy_logdet: number;
  n_selected: number;
  repaired_order: number[];
  repaired_logdet: number;
}

/** One demonstration per item at most, and every level at most its count. */
function oracleOf({ codes, levels, cap_count_per_factor: caps, k }: Input, exact: boolean) {
  const pool: Pool = {
    factors: levels.map((count, f) => ({ key: `f${f}`, levels: Array.from({ length: count }, (_, l) => String(l)) })),
    levels: Int32Array.from(codes.flat()),
    room: new Int32Array(codes.length).fill(1),
  };
  const scarce = pool.factors.flatMap(({ key, levels: names }, f) => {
    const maximum = caps[f];
    return maximum === null ? [] : names.map((level) => ({ factor: key, level, maximum }));
  });
  const limits = { minPerConfiguration: 1, maxPerConfiguration: 1, money: null, hours: null, scarce };
  return createOracle({ pool, batch: k, blockSize: 1, caps: { perFactor: {}, perConfiguration: null }, limits, exact });
}

function greedyUnderCaps(input: Input, exact: boolean) {
  const oracle = oracleOf(input, exact);
  const found = greedyDeterminant(
    { ...kernelOf(input), steps: input.k },
    1e-10,
    (i) => oracle.fits(i) > 0,
    (i) => oracle.take(i) > 0,
  );
  return { ...found, oracle };
}

function logDet(input: Input, items: readonly number[]): number {
  const rows = createLogDet({ ...kernelOf(input), steps: items.length });
  return items.reduce((sum, i) => {
    const residual = rows.residual(i);
    rows.add(i);
    return sum + Math.log(residual);
  }, 0);
}

/** Greedy determinants under caps: the plain greedy as it is, and with look-ahead and repair, which must not get stuck. */
export const dppCapped: VectorSet<Input, Expected, Found> = {
  apart: ['greedy_order', 'min_gap', 'exhaustive_optimum_at_k'],
  compute({ input }) {
    const plain = greedyUnderCaps(input, false);
    const { order, residuals, oracle } = greedyUnderCaps(input, true);
    const picks = order.map((index, at): Pick => {
      return { index, demonstrations: 1, gain: Math.log(residuals[at]), boundBy: null, insteadOf: null };
    });
    const repaired = repair(picks, [...input.codes.keys()], oracle.remaining(), oracle).map(({ index }) => index);
    return {
      greedy_order: plain.order,
      greedy_logdet: plain.residuals.reduce((sum, residual) => sum + Math.log(residual), 0),
      n_selected: plain.order.length,
      repaired_order: repaired,
      repaired_logdet: logDet(input, repaired),
    };
  },
  judge({ input, expected }, found, compare) {
    const { greedy_order: greedy, repaired_order: repaired, repaired_logdet: value } = found;
    const complaints: string[] = [];
    if (expected.min_gap > (figureAfter(compare, 'min_gap>') ?? 0)) {
      complaints.push(...orderDifferences(greedy, expected.greedy_order));
    }
    const reachable = expected.n_selected === input.k || expected.exhaustive_optimum_at_k;
    if (reachable && repaired.length !== input.k) complaints.push(`repair places ${repaired.length} of ${input.k}`);
    const { relative } = toleranceOf(compare);
    if (
      expected.n_selected === input.k &&
      value < expected.greedy_logdet - relative * Math.abs(expected.greedy_logdet)
    ) {
      complaints.push(`repair reaches ${value}, plain greedy ${expected.greedy_logdet}`);
    }
    if (new Set(repaired).size !== repaired.length) complaints.push('repair repeats an item');
    input.cap_count_per_factor.forEach((cap, f) => {
      const used = input.levels.map(() => 0);
      for (const i of repaired) used[input.codes[i][f]] = (used[input.codes[i][f]] ?? 0) + 1;
      if (cap !== null && Math.max(...used) > cap) complaints.push(`repair breaks the cap of factor ${f}`);
    });
    return complaints;
  },
};
