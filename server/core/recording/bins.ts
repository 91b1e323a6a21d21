import { quantile } from '../numeric/quantile';
import type { NumericBins } from './schema';

/**
 * Edges of at most `bins` bins over the finite values: one bin a distinct value where there are no more of them than bins
 * (edges half way between), else quantiles (type 7), equal edges merged. Empty where there is no finite value.
 */
export function binEdges(values: readonly number[], bins: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const distinct = [...new Set(sorted)];
  if (distinct.length === 1) return [distinct[0] - 0.5, distinct[0] + 0.5];
  const inner =
    distinct.length <= bins
      ? distinct.slice(1).map((value, i) => (value + distinct[i]) / 2)
      : Array.from({ length: bins - 1 }, (_, i) => quantile(sorted, (i + 1) / bins));
  const last = distinct[distinct.length - 1];
  return [...new Set([distinct[0], ...inner.filter((edge) => edge > distinct[0] && edge < last), last])];
}

/** Bins with readable level names, e.g. "50 to 71.4"; the last bin includes its upper edge. */
export function namedBins(edges: readonly number[]): NumericBins {
  const levels = edges.slice(1).map((edge, i) => `${rounded(edges[i])} to ${rounded(edge)}`);
  return {
    edges: [...edges],
    levels: new Set(levels).size === levels.length ? levels : levels.map((name, i) => `${name} (${i + 1})`),
  };
}

/** Index of the bin that holds `value`, or null outside the edges. */
export function binOf(value: number, edges: readonly number[]): number | null {
  const last = edges.length - 1;
  if (!(value >= edges[0] && value <= edges[last])) return null;
  const above = edges.findIndex((edge) => edge > value);
  return above === -1 ? last - 1 : above - 1;
}

const rounded = (value: number) => String(Number(value.toPrecision(4)));
