/** What an evaluation contributes to a curve: the size of its checkpoint's training set and its trials on the panel. */
export interface EvaluationResult {
  /** Size of the training set; null when it is unknown, and then the checkpoint is left out of efficiency claims. */
  readonly demonstrations: number | null;
  readonly successes: number;
  readonly trials: number;
}

/** One point of a data-efficiency curve, measured on one frozen panel. */
export interface CurvePoint {
  readonly demonstrations: number;
  readonly successes: number;
  readonly trials: number;
}

/** A line over any axis (demonstrations, hours, money): `x` strictly ascending, `y` of the same length. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A run's points in order of training-set size, evaluations of equal size pooled, unknown sizes and empty ones left out. */
export function curveOf(results: readonly EvaluationResult[]): CurvePoint[] {
  const bySize = new Map<number, CurvePoint>();
  for (const { demonstrations, successes, trials } of results) {
    if (demonstrations === null || trials === 0) continue;
    const seen = bySize.get(demonstrations);
    bySize.set(demonstrations, {
      demonstrations,
      successes: successes + (seen?.successes ?? 0),
      trials: trials + (seen?.trials ?? 0),
    });
  }
  return [...bySize.values()].sort((a, b) => a.demonstrations - b.demonstrations);
}

/** Success rate against demonstrations. */
export function lineOf(points: readonly CurvePoint[]): Line {
  return { x: points.map((p) => p.demonstrations), y: points.map((p) => p.successes / p.trials) };
}

/** The range of x that every line covers, or null when there is none of positive length. Nothing is ever extrapolated. */
export function commonRange(lines: readonly Line[]): readonly [from: number, to: number] | null {
  if (lines.length === 0 || lines.some((line) => line.x.length === 0)) return null;
  const from = Math.max(...lines.map((line) => line.x[0]));
  const to = Math.min(...lines.map((line) => line.x[line.x.length - 1]));
  return to > from ? [from, to] : null;
}

/** y at `x` by linear interpolation; null outside the line's own range. O(n). */
export function valueAt(line: Line, x: number): number | null {
  const after = line.x.findIndex((value) => value >= x);
  if (after < 0) return null;
  if (line.x[after] === x) return line.y[after];
  if (after === 0) return null;
  const share = (x - line.x[after - 1]) / (line.x[after] - line.x[after - 1]);
  return line.y[after - 1] + share * (line.y[after] - line.y[after - 1]);
}

/** The part of `line` on [from, to], its ends interpolated. Throws RangeError when the line does not cover it. */
export function clipped(line: Line, [from, to]: readonly [number, number]): Line {
  const [first, last] = [valueAt(line, from), valueAt(line, to)];
  if (first === null || last === null) throw new RangeError(`The line does not cover ${from} to ${to}`);
  const inside = line.x.map((x, i) => [x, line.y[i]] as const).filter(([x]) => x > from && x < to);
  return { x: [from, ...inside.map(([x]) => x), to], y: [first, ...inside.map(([, y]) => y), last] };
}
