import type { ColourRole } from '@/app/_ui/colour-roles';
import { figure, percent, significant } from '@/app/_ui/figure';
import type { Band, BandPoint } from '@/server/core/evaluation/band';
import { axisTicks, FAR_TICKS } from './axis-ticks';
import type { ChartAbout } from './chart-table';

export interface EfficiencyArm {
  readonly arm: 'active' | 'random';
  /** The strategy's name as people read it. */
  readonly label: string;
  readonly band: Band;
}

export interface EfficiencyRow {
  readonly x: number;
  readonly active?: number;
  readonly random?: number;
  readonly activeBand?: readonly [number, number];
  readonly randomBand?: readonly [number, number];
}

/** A data-efficiency chart with every decision taken. */
export interface EfficiencyFigure extends ChartAbout {
  readonly rows: readonly EfficiencyRow[];
  readonly arms: readonly {
    key: 'active' | 'random';
    label: string;
    colour: ColourRole;
    end: BandPoint;
    /** The success rate at whose height the label stands: the end's, unless another label is there. */
    labelAt: number;
  }[];
  /** Letters of the longest label, which stands right of the plot. */
  readonly labelLetters: number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

/** Prepares success against training-set size (or hours, money: `xLabel`) for the arms on one frozen panel; `far`: to be read from afar; `missing`: why there is none. */
export function efficiencyFigure(
  arms: readonly EfficiencyArm[],
  about: { panel: string; trials: number | null; simulated: boolean; xLabel?: string; far?: boolean; missing?: string },
): EfficiencyFigure {
  const drawn = arms.filter(({ band }) => band.points.length > 0);
  const xs = [...new Set(drawn.flatMap(({ band }) => band.points.map((point) => point.x)))].sort((a, b) => a - b);
  const ends = drawn.map(({ band }) => band.points[band.points.length - 1]);
  const heights = spreadLabels(
    ends.map((end) => end.mean),
    about.far ? 0.14 : 0.08,
  );
  const ticks = about.far ? FAR_TICKS : undefined;
  const xLabel = about.xLabel ?? 'demonstrations in the training set';
  const trials = about.trials === null ? '' : `, ${about.trials.toLocaleString('en')} trials a point`;
  return {
    title: `Success rate against ${xLabel}, on panel ${about.panel}${trials}`,
    corner: cornerOf(drawn, about.simulated),
    rows: xs.map((x) => Object.assign({ x }, ...drawn.map((arm) => cellsAt(arm, x)))),
    arms: drawn.map(({ arm, label }, i) => ({ key: arm, label, colour: arm, end: ends[i], labelAt: heights[i] })),
    labelLetters: Math.max(0, ...drawn.map(({ label }) => label.length)),
    xLabel,
    yLabel: 'success rate',
    xTicks: axisTicks(xs[0] ?? 0, xs[xs.length - 1] ?? 1, ticks),
    yTicks: axisTicks(0, 1, ticks),
    table: {
      columns: [
        { label: xLabel, numeric: true },
        ...drawn.map(({ label }) => ({ label: `${label}, success rate`, numeric: true })),
      ],
      rows: xs.map((x) => [significant(x), ...drawn.map((arm) => textAt(arm, x))]),
    },
    empty:
      drawn.length > 0
        ? null
        : {
            title: 'No curve yet',
            text:
              about.missing ??
              'It appears once two checkpoints with known training sets have been evaluated on one panel.',
          },
  };
}

/** Heights for the labels of two ends on the axis from 0 to 1: their own where they are `gap` apart, else pushed apart evenly. */
function spreadLabels(means: readonly number[], gap: number): number[] {
  const [first, second] = means;
  if (second === undefined || Math.abs(first - second) >= gap) return [...means];
  const up = gap / 2;
  const middle = Math.min(1 - up, Math.max(up, (first + second) / 2));
  return first >= second ? [middle + up, middle - up] : [middle - up, middle + up];
}

function cellsAt({ arm, band }: EfficiencyArm, x: number): Partial<EfficiencyRow> {
  const point = band.points.find((candidate) => candidate.x === x);
  if (!point) return {};
  const spread =
    point.low === null || point.high === null ? {} : { [`${arm}Band`]: withinRates(point.low, point.high) };
  return { [arm]: point.mean, ...spread };
}

/** A t interval of rates may leave [0, 1]; the chart's axis does not. */
function withinRates(low: number, high: number): readonly [number, number] {
  return [Math.max(0, low), Math.min(1, high)];
}

function textAt({ band }: EfficiencyArm, x: number): string {
  const point = band.points.find((candidate) => candidate.x === x);
  if (!point) return '–';
  const margin = point.high === null ? null : point.high - point.mean;
  return margin === null ? percent(point.mean) : figure(point.mean, { margin, n: band.n });
}

function cornerOf(arms: readonly EfficiencyArm[], simulated: boolean): string {
  if (arms.length === 0) return simulated ? 'simulated' : '';
  const alike = new Set(arms.map(({ band }) => `${band.kind} ${band.n}`)).size === 1;
  const notes = alike ? [spreadOf(arms[0].band)] : arms.map(({ label, band }) => `${label}: ${spreadOf(band)}`);
  return [...notes, ...(simulated ? ['simulated'] : [])].join(' · ');
}

/** Over what a band spreads and on how many lines, or why there is none. */
function spreadOf({ kind, n, points }: Band): string {
  const banded = points.some((point) => point.low !== null);
  if (kind === 'one-collection')
    return banded
      ? `one collection, 95 % band over ${n} training seeds and their trials`
      : `one collection, ${n} training seeds, too few for a band`;
  const runs = `${n} collection ${n === 1 ? 'run' : 'runs'}`;
  return banded ? `95 % band over ${runs}` : `${runs}, too few for a band: a claim needs 6`;
}
