import { capitalised, significant } from '@/app/_ui/figure';
import { axisTicks, FAR_TICKS } from './axis-ticks';
import type { ChartAbout } from './chart-table';

export interface ShownScore {
  readonly score: number;
  readonly interpolated: boolean;
}

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
  readonly measured: number;
  readonly interpolated: number;
}

export interface HistogramFigure extends ChartAbout {
  readonly bins: readonly HistogramBin[];
  readonly unit: string;
  /** What the heights count. */
  readonly countLabel: string;
  readonly xTicks: readonly number[];
  /** Threshold marker; null when no threshold is calibrated. */
  readonly threshold: { readonly at: number; readonly words: string } | null;
  /** Where single configurations lie. */
  readonly marks: readonly { readonly at: number; readonly words: string }[];
}

/**
 * Prepares the distribution of scores over configurations, measured and interpolated counted apart, in about 20 bins of
 * round width. `measure` says what the scores are, `unit` what they and `threshold` come in. Scores that are not finite are
 * left out and said.
 */
export function histogramFigure(
  scores: readonly ShownScore[],
  about: { checkpoint: string; threshold: number | null; measure: string; unit: string },
): HistogramFigure {
  const finite = scores.filter(({ score }) => Number.isFinite(score));
  const values = finite.map(({ score }) => score);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), about.threshold ?? Number.NEGATIVE_INFINITY);
  const bins = finite.length > 0 ? binsOf(finite, edgesOf(Math.min(low, about.threshold ?? low), high)) : [];
  const measured = finite.filter(({ interpolated }) => !interpolated).length;
  const above = about.threshold === null ? 0 : values.filter((value) => value > (about.threshold ?? 0)).length;
  const left = scores.length - finite.length;
  return {
    title: `${capitalised(about.measure)} of checkpoint ${about.checkpoint} over ${finite.length.toLocaleString('en')} configurations`,
    corner: `${measured} measured, ${finite.length - measured} interpolated${left > 0 ? `, ${left} without a score` : ''}`,
    bins,
    unit: `${about.measure}, ${about.unit}`,
    countLabel: 'configurations',
    marks: [],
    xTicks: ticksOf(bins),
    threshold:
      about.threshold === null
        ? null
        : { at: about.threshold, words: `threshold ${significant(about.threshold)}: ${above} above` },
    table: {
      columns: ['from', 'to', 'measured', 'interpolated'].map((label) => ({ label, numeric: true })),
      rows: bins.map((bin) => [
        significant(bin.from),
        significant(bin.to),
        String(bin.measured),
        String(bin.interpolated),
      ]),
    },
    empty:
      finite.length > 0
        ? null
        : { title: 'No scores yet', text: 'Score a checkpoint on probe rollouts, and the distribution appears here.' },
  };
}

function edgesOf(low: number, high: number): number[] {
  const edges = axisTicks(low, high, 20);
  return edges.length > 1 ? edges : [low - 0.5, low + 0.5];
}

/** Round values within the bins, fewer where they are read from `far`; a tick beyond the last edge would be drawn at the wrong place. */
export function ticksOf(bins: readonly Pick<HistogramBin, 'from' | 'to'>[], far = false): number[] {
  if (bins.length === 0) return [];
  const [low, high] = [bins[0].from, bins[bins.length - 1].to];
  return axisTicks(low, high, far ? FAR_TICKS : undefined).filter((tick) => tick >= low - 1e-9 && tick <= high + 1e-9);
}

/** Half-open bins, the last one closed. */
function binsOf(scores: readonly ShownScore[], edges: readonly number[]): HistogramBin[] {
  const bins = edges.slice(1).map((to, i) => ({
    from: edges[i],
    to,
    middle: (edges[i] + to) / 2,
    measured: 0,
    interpolated: 0,
  }));
  for (const { score, interpolated } of scores) {
    const found = bins.findIndex(({ to }) => score < to);
    const bin = bins[found < 0 ? bins.length - 1 : found];
    if (interpolated) bin.interpolated++;
    else bin.measured++;
  }
  return bins;
}
