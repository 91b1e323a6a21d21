import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column } from './data-column';
import classes from './data-table.module.css';
import type { SortOrder } from './sort-rows';

function nextOrder(sort: SortOrder | null, key: string, numeric: boolean): SortOrder | null {
  const first = numeric ? 'descending' : 'ascending';
  if (sort?.key !== key) return { key, direction: first };
  return sort.direction === first ? { key, direction: numeric ? 'ascending' : 'descending' } : null;
}

/** A head cell with its unit; a button when the column sorts. Numbers start with the largest. */
export function SortHead<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: SortOrder | null;
  onSort: (order: SortOrder | null) => void;
}) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const text = column.quiet ? (
    <span className={classes.unseen}>{column.head}</span>
  ) : (
    <>
      {column.head}
      {column.unit && <span className={classes.unit}>{column.unit}</span>}
    </>
  );
  return (
    <th scope="col" data-numeric={column.numeric || undefined} style={{ width: column.width }} aria-sort={direction}>
      {column.sortBy ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => onSort(nextOrder(sort, column.key, column.numeric ?? false))}
        >
          {text}
          {direction === 'ascending' && <IconArrowUp size={12} aria-hidden />}
          {direction === 'descending' && <IconArrowDown size={12} aria-hidden />}
        </button>
      ) : (
        text
      )}
    </th>
  );
}
