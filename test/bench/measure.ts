import { writeSync } from 'node:fs';

/** One line of a benchmark's table. Times are processor time in ms, because other programs on the machine would count in wall time. */
export interface Measured {
  bench: string;
  name: string;
  n: number | null;
  k: number | null;
  ms: number;
  wallMs: number;
  baselineMs: number | null;
  /** Median of baseline over ours, the two taking turns; above 1 is faster than the baseline. */
  timesFaster: number | null;
  /** Whether both sides chose the same, where they have to. */
  same: boolean | null;
  /** Largest resident set of the process up to and with this side, in MB. */
  peakMb: number;
  goal: { text: string; met: boolean } | null;
}

/** Hands a result to `npm run bench`, which collects them for `--json`. */
export function report(measured: Measured): void {
  if (process.env.ROTA_BENCH_PIPE) writeSync(Number(process.env.ROTA_BENCH_PIPE), `${JSON.stringify(measured)}\n`);
}

/** Median of the values; they are not changed. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const spent = (side: () => void) => {
  const from = process.cpuUsage();
  const wall = performance.now();
  side();
  const { user, system } = process.cpuUsage(from);
  return { ms: (user + system) / 1000, wallMs: performance.now() - wall };
};

/** Medians of `runs` turns after one warm-up each; the other side, where there is one, takes its turn after each of ours. */
export function turns(ours: () => void, other: (() => void) | null, runs = 5) {
  ours();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  other?.();
  const own: ReturnType<typeof spent>[] = [];
  const baseline: number[] = [];
  for (let run = 0; run < runs; run++) {
    own.push(spent(ours));
    if (other) baseline.push(spent(other).ms);
  }
  return {
    ms: medianOf(own.map(({ ms }) => ms)),
    wallMs: medianOf(own.map(({ wallMs }) => wallMs)),
    baselineMs: other ? medianOf(baseline) : null,
    timesFaster: other ? medianOf(baseline.map((ms, run) => ms / own[run].ms)) : null,
    peakMb,
  };
}

/** Growth of time from one size to a larger one: the power of N that it follows. */
export function exponent(small: { n: number; ms: number }, large: { n: number; ms: number }): number {
  return Math.log(large.ms / small.ms) / Math.log(large.n / small.n);
}
