'use client';

import { type ReactNode, useMemo, useState } from 'react';
import type { Column } from './data-column';
import classes from './data-table.module.css';
import { SortHead } from './data-table-head';
import { RowOfCells } from './data-table-row';
import { Pages } from './pages';
import { type SortOrder, sortRows } from './sort-rows';

/**
 * A dense table: 34 px rows, sticky head, client-side sort, pages of `pageSize`. With `onOpen` rows open by click
 * or Enter, and the arrow keys move between them. `empty` is shown instead when there are no rows.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
  onOpen,
  initialSort = null,
  pageSize = 100,
  maxHeight,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  empty: ReactNode;
  onOpen?: (row: Row) => void;
  initialSort?: SortOrder | null;
  pageSize?: number;
  maxHeight?: number | string;
}) {
  const [sort, setSort] = useState<SortOrder | null>(initialSort);
  const [wantedPage, setPage] = useState(1);
  const sorted = useMemo(() => {
    const sortBy = columns.find((column) => column.key === sort?.key)?.sortBy;
    return sort && sortBy ? sortRows(rows, sortBy, sort.direction) : rows;
  }, [rows, columns, sort]);
  if (rows.length === 0) return empty;
  const pages = Math.ceil(sorted.length / pageSize);
  const page = Math.min(wantedPage, pages);
  const shown = sorted.slice((page - 1) * pageSize, page * pageSize);
  return (
    <div>
      <div className={classes.scroll} style={{ maxHeight }} data-bounded={maxHeight !== undefined || undefined}>
        <table className={classes.table}>
          <caption className={classes.unseen}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHead key={column.key} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <RowOfCells key={rowKey(row)} row={row} columns={columns} first={index === 0} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div className={classes.pages}>
          <span>
            {((page - 1) * pageSize + 1).toLocaleString('en')} to{' '}
            {Math.min(page * pageSize, sorted.length).toLocaleString('en')} of {sorted.length.toLocaleString('en')}
          </span>
          <Pages what={caption} total={pages} value={page} onChange={setPage} />
        </div>
      )}
    </div>
  );
}
