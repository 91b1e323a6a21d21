import { significant } from '@/app/_ui/figure';
import type { ChartAbout } from './chart-table';

/** The mean of one pair of levels, the other factors folded. */
export interface HeatCell {
  readonly row: number;
  readonly column: number;
  /** Null: nothing known, drawn as background. */
  readonly value: number | null;
  readonly interpolated: boolean;
  /** Configurations the mean is over. */
  readonly n: number;
}

export interface HeatFigure extends ChartAbout {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowFactor: string;
  readonly columnFactor: string;
  readonly unit: string;
  /** Row-major, rows × columns: share of the colour scale in [0, 1], NaN where nothing is known. */
  readonly shade: Float64Array;
  /** Row-major, 1 where hatched. */
  readonly hatched: Uint8Array;
  /** Row-major value of each cell in two or three digits, '' where nothing is known. */
  readonly labels: readonly string[];
  /** Row-major readout of each cell. */
  readonly words: readonly string[];
  /** The cell with the highest value in words; '' where nothing is known. */
  readonly highest: string;
  readonly legend: { readonly low: string; readonly high: string };
}

/** Prepares a heat map of two factors up to 100 × 100; later cells of the same place replace earlier ones. */
export function heatFigure(
  axes: { rowFactor: string; rows: readonly string[]; columnFactor: string; columns: readonly string[] },
  cells: readonly HeatCell[],
  about: { what: string; unit: string; corner: string },
): HeatFigure {
  const width = axes.columns.length;
  const known = cells.filter((cell) => cell.value !== null && Number.isFinite(cell.value));
  const values = known.map((cell) => cell.value ?? 0);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const shade = new Float64Array(axes.rows.length * width).fill(Number.NaN);
  const hatched = new Uint8Array(shade.length);
  const labels = new Array<string>(shade.length).fill('');
  const words = axes.rows.flatMap((row) => axes.columns.map((column) => `${row}, ${column}: nothing known`));
  for (const cell of known) {
    const at = cell.row * width + cell.column;
    const value = cell.value ?? 0;
    shade[at] = high > low ? (value - low) / (high - low) : 0.5;
    labels[at] = Math.abs(value) < 1 ? value.toFixed(2) : significant(value, 2);
    hatched[at] = cell.interpolated ? 1 : 0;
    const how = cell.interpolated ? 'interpolated' : 'measured';
    const place = `${axes.rows[cell.row]}, ${axes.columns[cell.column]}`;
    words[at] = `${place}: ${significant(value)} ${about.unit}, ${how}, mean of ${cell.n}`;
  }
  return {
    ...axes,
    title: `${about.what} by ${axes.rowFactor} and ${axes.columnFactor}`,
    corner: about.corner,
    unit: about.unit,
    shade,
    hatched,
    labels,
    words,
    highest: highestOf(known, width, words),
    legend: { low: significant(low), high: significant(high) },
    table: {
      columns: [
        { label: axes.rowFactor, numeric: false },
        { label: axes.columnFactor, numeric: false },
        { label: about.unit, numeric: true },
        { label: 'basis', numeric: false },
        { label: 'configurations', numeric: true },
      ],
      rows: known.map((cell) => [
        axes.rows[cell.row],
        axes.columns[cell.column],
        significant(cell.value ?? 0),
        cell.interpolated ? 'interpolated' : 'measured',
        String(cell.n),
      ]),
    },
    empty:
      known.length > 0
        ? null
        : {
            title: 'No values yet',
            text: 'Score a checkpoint or record demonstrations, and the matrix fills in here.',
          },
  };
}

function highestOf(known: readonly HeatCell[], width: number, words: readonly string[]): string {
  const top = known.reduce<HeatCell | null>((a, b) => (a && (a.value ?? 0) >= (b.value ?? 0) ? a : b), null);
  return top ? `Highest: ${words[top.row * width + top.column]}` : '';
}
