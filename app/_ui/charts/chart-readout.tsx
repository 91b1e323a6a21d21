import classes from './chart-frame.module.css';
import type { ChartTable } from './chart-table';

/** One row of a chart's table, beside the pointer; nothing where the table has no such row. */
export function ChartReadout({ table, row }: { table: ChartTable; row: number }) {
  const cells = table.rows[row];
  if (!cells) return null;
  return (
    <dl className={classes.readout}>
      {cells.map((cell, i) => (
        <div key={table.columns[i].label}>
          <dt>{table.columns[i].label}</dt>
          <dd>{cell}</dd>
        </div>
      ))}
    </dl>
  );
}
