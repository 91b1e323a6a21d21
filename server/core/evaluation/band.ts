import { commonRange, type Line, valueAt } from './curve';
import { tInterval } from './interval';

/** Over what a band spreads: independent collection runs, or training seeds and trials of one collection. */
export type BandKind = 'runs' | 'one-collection';

/** Fewest lines a band of each kind may rest on; claims are made on runs only. */
export const FEWEST: Record<BandKind, number> = { runs: 6, 'one-collection': 3 };

export interface BandPoint {
  readonly x: number;
  readonly mean: number;
  /** Null where there are too few lines for a band of its kind. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The mean line of an arm with its band. `n` is the number of lines. */
export interface Band {
  readonly kind: BandKind;
  readonly n: number;
  readonly points: readonly BandPoint[];
}

/**
 * Mean of the lines with a pointwise t interval at every x that any of them measured inside their common range.
 * Fewer lines than {@link FEWEST} give the mean without a band; no line, or no common range, gives no points.
 */
export function bandOf(lines: readonly Line[], kind: BandKind, level = 0.95): Band {
  const n = lines.length;
  const wide = n >= FEWEST[kind];
  const points = sharedPositions(lines).map((x) => {
    const values = lines.map((line) => valueAt(line, x)).filter((value) => value !== null);
    const interval = wide ? tInterval(values, level) : null;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { x, mean, low: interval?.low ?? null, high: interval?.high ?? null };
  });
  return { kind, n, points };
}

function sharedPositions(lines: readonly Line[]): number[] {
  const range = commonRange(lines);
  // A single point shared by all is still worth showing, although it spans no range.
  const [from, to] = range ?? [lines[0]?.x[0] ?? Number.NaN, lines[0]?.x[0] ?? Number.NaN];
  const all = [...new Set(lines.flatMap((line) => line.x))].filter((x) => x >= from && x <= to);
  return all.filter((x) => lines.every((line) => valueAt(line, x) !== null)).sort((a, b) => a - b);
}
