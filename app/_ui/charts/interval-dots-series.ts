import type { ColourRole } from '@/app/_ui/colour-roles';
import { percent, percentRange, percentWithin } from '@/app/_ui/figure';
import type { ChartAbout, ChartEmpty } from './chart-table';

/** A share (0 to 1) with its interval, as measured. */
export interface ShareWithInterval {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How many trials or rollouts it rests on. */
  readonly n: number;
}

export interface DotRow {
  readonly label: string;
  /** Shares of the axis, 0 to 1. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

export interface IntervalDotsFigure extends ChartAbout {
  readonly groups: readonly { readonly title: string; readonly colour: ColourRole; readonly rows: readonly DotRow[] }[];
  /** Where the axis ends, as a text. */
  readonly axisEnd: string;
}

/** Prepares shares with their intervals as dots on one common axis from 0, group by group; the axis ends at a round share. */
export function intervalDotsFigure(
  groups: readonly { title: string; colour: ColourRole; rows: readonly ShareWithInterval[] }[],
  about: { title: string; corner: string; what: string; empty: ChartEmpty },
): IntervalDotsFigure {
  const all = groups.flatMap(({ rows }) => rows);
  const highest = Math.max(0, ...all.map(({ high }) => high));
  const end = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].find((step) => highest <= step) ?? 1;
  return {
    title: about.title,
    corner: about.corner,
    axisEnd: percent(end),
    groups: groups.map(({ title, colour, rows }) => ({
      title,
      colour,
      rows: rows.map((row) => ({
        label: row.label,
        at: row.estimate / end,
        low: row.low / end,
        high: Math.min(1, row.high / end),
        words: percentWithin(row),
      })),
    })),
    table: {
      columns: [
        { label: 'group', numeric: false },
        { label: about.what, numeric: false },
        { label: 'share', numeric: true },
        { label: '95 % interval', numeric: true },
        { label: 'n', numeric: true },
      ],
      rows: groups.flatMap(({ title, rows }) =>
        rows.map((row) => [title, row.label, percent(row.estimate), percentRange(row), row.n.toLocaleString('en')]),
      ),
    },
    empty: all.length > 0 ? null : about.empty,
  };
}
