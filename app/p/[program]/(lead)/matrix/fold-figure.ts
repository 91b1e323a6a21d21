import type { RouterOutput } from '@/app/_trpc/client';
import { type HeatFigure, heatFigure } from '@/app/_ui/charts/matrix-heat-map-series';
import type { Factors, Matrix } from './matrix-words';

/** What a cell's colour shows. */
export type HeatMeasure = 'demonstrations' | 'mean' | 'sd';

type Cell = RouterOutput['matrix']['fold'][number];

const ABOUT: Record<HeatMeasure, { what: string; unit: string }> = {
  demonstrations: { what: 'Confirmed demonstrations', unit: 'demonstrations per configuration' },
  mean: { what: 'Mean disagreement', unit: 'disagreement' },
  sd: { what: 'Spread of the disagreement', unit: 'spread of disagreement' },
};

/** Levels still in use, in their order: the rows or columns of the map. */
export function usedLevels(factor: Factors[number]) {
  return factor.levels.filter((level) => !level.retired);
}

/** The heat map of two factors, the others folded. Scores without any measurement behind them are interpolated; counts never are. */
export function foldFigure(
  a: Factors[number],
  b: Factors[number],
  cells: readonly Cell[],
  measure: HeatMeasure,
  scoring: Matrix['scoring'],
): HeatFigure {
  const [rows, columns] = [usedLevels(a), usedLevels(b)];
  const rowOf = new Map(rows.map((level, index) => [level.id, index]));
  const columnOf = new Map(columns.map((level, index) => [level.id, index]));
  const counts = measure === 'demonstrations';
  const recorded = cells.some((cell) => cell.demonstrations > 0);
  const marks = cells.flatMap((cell) => {
    const [row, column] = [rowOf.get(cell.levelA), columnOf.get(cell.levelB)];
    if (row === undefined || column === undefined || cell.configurations === 0) return [];
    const value = !counts ? cell[measure] : recorded ? cell.demonstrations / cell.configurations : null;
    return [{ row, column, value, interpolated: !counts && cell.measured === 0, n: cell.configurations }];
  });
  const names = (levels: typeof rows) => levels.map((level) => level.name);
  const basis = counts ? 'all recordings in the store' : `scores of ${scoring?.checkpointName}`;
  return heatFigure(
    { rowFactor: a.name.toLowerCase(), rows: names(rows), columnFactor: b.name.toLowerCase(), columns: names(columns) },
    marks,
    { ...ABOUT[measure], corner: `Means over configurations that are not excluded; ${basis}.` },
  );
}
