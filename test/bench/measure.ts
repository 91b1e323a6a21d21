import { writeSync } from 'node:fs';

/** One line of a benchmark's table. Times are processor time in ms, because other programs on the machine would count in wall time. */
export interface Measured {
  bench: string;
  name: string;
  n: number | null;
  k: number | null;
  ms: number;
  wallMs: number;
  /** Turns that `ms` is the median of; 1 where a single one took too long to be repeated. */
  runs: number;
  baselineMs: number | null;
  baselineRuns: number;
  /** Median of baseline over ours, the two taking turns; above 1 is faster than the baseline. */
  timesFaster: number | null;
  /** Whether both sides chose the same, where they have to. */
  same: boolean | null;
  /** Largest resident set of the process up to and with this side, in MB. */
  peakMb: number;
  goal: { text: string; met: boolean } | null;
}

/** A line that is not there, and why. */
export interface NotRun {
  bench: string;
  name: string;
  n: number | null;
  notRun: string;
}

/** Hands a result to `npm run bench`, which collects them for its last lines and for `--json`. */
export function report(result: Measured | NotRun): void {
  if (process.env.ROTA_BENCH_PIPE) writeSync(Number(process.env.ROTA_BENCH_PIPE), `${JSON.stringify(result)}\n`);
}

/** Median of the values; they are not changed. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Processor time of one run that may take so long to be repeated, in ms, of ours and of the other side. */
export const MOST_MS = 10_000;
const MOST_BASELINE_MS = 2500;

const spent = <T>(side: () => T) => {
  const from = process.cpuUsage();
  const wall = performance.now();
  const found = side();
  const { user, system } = process.cpuUsage(from);
  return { ms: (user + system) / 1000, wallMs: performance.now() - wall, found };
};

/**
 * Medians of `runs` turns after one warm-up each; the other side, where there is one, takes its turn after each of ours. A
 * side whose warm-up is too long is not repeated. `found` and `expected` are what both sides gave in the first turn.
 */
export function turns<T, U = T>(ours: () => T, other: (() => U) | null, runs = 5) {
  const first = spent(ours);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const firstOther = other && spent(other);
  const own = first.ms > MOST_MS ? [first] : [];
  const baseline = firstOther && firstOther.ms > MOST_BASELINE_MS ? [firstOther.ms] : [];
  const repeated = { own: own.length === 0, other: baseline.length === 0 };
  for (let run = 0; run < runs; run++) {
    if (repeated.own) own.push(spent(ours));
    if (repeated.other && other) baseline.push(spent(other).ms);
  }
  const ms = medianOf(own.map((one) => one.ms));
  const paired = own.length === baseline.length;
  return {
    ms,
    wallMs: medianOf(own.map(({ wallMs }) => wallMs)),
    runs: own.length,
    baselineMs: other ? medianOf(baseline) : null,
    baselineRuns: baseline.length,
    timesFaster: !other
      ? null
      : paired
        ? medianOf(baseline.map((one, run) => one / own[run].ms))
        : medianOf(baseline) / ms,
    peakMb,
    found: first.found,
    expected: firstOther ? firstOther.found : null,
  };
}

/** Growth of time from one size to a larger one: the power of N that it follows. */
export function exponent(small: { n: number; ms: number }, large: { n: number; ms: number }): number {
  return Math.log(large.ms / small.ms) / Math.log(large.n / small.n);
}

/** One line of a table, a word for every figure. */
export function printed({
  name,
  n,
  ms,
  wallMs,
  runs,
  baselineMs,
  baselineRuns,
  timesFaster,
  same,
  peakMb,
  goal,
}: Measured): string {
  const once = (count: number) => (count === 1 ? ' once' : '');
  const cells = [
    name.padEnd(40),
    (n === null ? '' : String(n)).padStart(8),
    `${ms.toFixed(1)} ms${once(runs)}`.padStart(13),
    `(${wallMs.toFixed(0)} wall)`.padStart(13),
    (baselineMs === null ? '' : `${baselineMs.toFixed(1)} ms${once(baselineRuns)}`).padStart(15),
    (timesFaster === null ? '' : `${timesFaster.toFixed(2)}×`).padStart(8),
    `${peakMb.toFixed(0)} MB`.padStart(8),
    (same === null ? '' : same ? 'same' : 'DIFFERS').padEnd(7),
    goal ? `${goal.met ? 'met' : 'NOT MET'}: ${goal.text}` : '',
  ];
  return cells.join(' ').trimEnd();
}
