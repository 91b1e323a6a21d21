import type { KeyboardEvent, MouseEvent } from 'react';
import type { Column } from './data-column';
import classes from './data-table.module.css';

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): boolean {
  const row = event.currentTarget;
  const target = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: row.parentElement?.firstElementChild,
    End: row.parentElement?.lastElementChild,
  }[event.key];
  if (target instanceof HTMLElement) target.focus();
  return target !== undefined;
}

/** One row. When it opens, it takes part in arrow-key movement; links and buttons inside keep their own clicks. */
export function RowOfCells<Row>({
  row,
  columns,
  first,
  onOpen,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  first: boolean;
  onOpen?: (row: Row) => void;
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') onOpen?.(row);
    if (event.key === 'Enter' || moveFocus(event)) event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    if (!(event.target as HTMLElement).closest('a, button, input, label')) onOpen?.(row);
  };
  return (
    <tr
      className={onOpen && classes.opens}
      tabIndex={onOpen ? (first ? 0 : -1) : undefined}
      onKeyDown={onOpen && onKeyDown}
      onClick={onOpen && onClick}
    >
      {columns.map((column) => (
        <td key={column.key} data-numeric={column.numeric || undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
