import { studentTQuantile } from '@/server/core/numeric/student-t';
import { mean, variance } from '@/server/core/numeric/variance';

/** An estimate with its two-sided interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How many independent values it rests on. */
  readonly n: number;
  /** Confidence, e.g. 0.95. */
  readonly level: number;
}

/** Student's t interval of the mean of `values` (paired differences, or one value per run). Null below two values. */
export function tInterval(values: readonly number[], level = 0.95): Interval | null {
  const centre = mean(values);
  const spread = variance(values, 1);
  if (centre === null || spread === null) return null;
  const n = values.length;
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(spread / n);
  return { estimate: centre, low: centre - half, high: centre + half, n, level };
}
