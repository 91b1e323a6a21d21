import { percent } from '@/app/_ui/figure';
import type { ChartAbout } from './chart-table';

export interface LevelShare {
  readonly factor: string;
  readonly level: string;
  readonly demonstrations: number;
  /** Most demonstrations the cap allows in this batch; null when the factor is not capped. */
  readonly cap: number | null;
}

/** One bar: lengths as shares of the axis (0 to 1). */
export interface ShareBar {
  readonly level: string;
  readonly length: number;
  /** Where the cap line stands; null without a cap. */
  readonly capAt: number | null;
  readonly touchesCap: boolean;
  readonly words: string;
}

export interface ShareFigure extends ChartAbout {
  readonly groups: readonly { readonly factor: string; readonly bars: readonly ShareBar[] }[];
}

/** One batch: its size and the share of every level in it. */
export interface Batch {
  readonly demonstrations: number;
  readonly shares: readonly LevelShare[];
}

/** Several batches to be read side by side: the same levels in the same rows, on one common axis. */
export function shareFigures(batches: readonly Batch[]): ShareFigure[] {
  const all = batches.flatMap(({ shares }) => shares);
  const factors = [...new Set(all.map(({ factor }) => factor))];
  const rows = factors.flatMap((factor) =>
    [...new Set(all.filter((share) => share.factor === factor).map(({ level }) => level))].map((level) => ({
      factor,
      level,
    })),
  );
  return batches.map(({ shares, demonstrations }) => {
    const aligned = rows.map(
      ({ factor, level }): LevelShare =>
        shares.find((share) => share.factor === factor && share.level === level) ?? {
          factor,
          level,
          demonstrations: 0,
          cap: null,
        },
    );
    return shareFigure(aligned, demonstrations, longestOf(all));
  });
}

const longestOf = (shares: readonly LevelShare[]) =>
  Math.max(1, ...shares.map(({ demonstrations, cap }) => Math.max(demonstrations, finite(cap) ?? 0)));

/**
 * Prepares the share of every level in a batch of `batch` demonstrations against its cap line, on one common axis
 * of `longest` demonstrations.
 */
export function shareFigure(
  shares: readonly LevelShare[],
  batch: number,
  longest: number = longestOf(shares),
): ShareFigure {
  const factors = [...new Set(shares.map(({ factor }) => factor))];
  const barOf = ({ level, demonstrations, cap: given }: LevelShare): ShareBar => {
    const cap = finite(given);
    return {
      level,
      length: demonstrations / longest,
      capAt: cap === null ? null : cap / longest,
      touchesCap: cap !== null && demonstrations >= cap,
      words: `${demonstrations} (${percent(demonstrations / batch)})${cap === null ? '' : ` of at most ${cap}`}`,
    };
  };
  return {
    title: `Share of each level in the batch of ${batch.toLocaleString('en')} demonstrations, against its cap`,
    corner: `${batch.toLocaleString('en')} demonstrations`,
    groups: factors.map((factor) => ({ factor, bars: shares.filter((share) => share.factor === factor).map(barOf) })),
    table: {
      columns: [
        { label: 'factor', numeric: false },
        { label: 'level', numeric: false },
        { label: 'demonstrations', numeric: true },
        { label: 'share', numeric: true },
        { label: 'cap, demonstrations', numeric: true },
      ],
      rows: shares.map(({ factor, level, demonstrations, cap }) => [
        factor,
        level,
        String(demonstrations),
        percent(demonstrations / batch),
        finite(cap)?.toString() ?? 'none',
      ]),
    },
    empty:
      shares.length > 0
        ? null
        : { title: 'No batch yet', text: 'Propose a schedule, and the share of each level appears here.' },
  };
}

function finite(cap: number | null): number | null {
  return cap !== null && Number.isFinite(cap) ? cap : null;
}
