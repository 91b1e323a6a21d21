import type { RouterOutput } from '@/app/_trpc/client';
import { type HeatFigure, heatFigure } from '@/app/_ui/charts/matrix-heat-map-series';
import type { Factors, Matrix } from './matrix-words';

/** What a cell's colour shows. */
export type HeatMeasure = 'demonstrations' | 'mean' | 'sd';

type Cell = RouterOutput['matrix']['fold'][number];

function aboutOf(measure: HeatMeasure, score: string): { what: string; unit: string } {
  switch (measure) {
    case 'demonstrations':
      return { what: 'Confirmed demonstrations', unit: 'demonstrations per configuration' };
    case 'mean':
      return { what: `Mean ${score}`, unit: score };
    case 'sd':
      return { what: `Spread of the ${score}`, unit: `spread of ${score}` };
  }
}

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
    {
      ...aboutOf(measure, scoring?.measure ?? 'disagreement'),
      corner: `Means over configurations that are not excluded; ${basis}.`,
    },
  );
}
