import type { ReactNode } from 'react';
import type { SortValue } from './sort-rows';

/** One column: `unit` stands in the head, numbers are right-aligned, `sortBy` makes the head a sort button. */
export interface Column<Row> {
  key: string;
  head: string;
  unit?: string;
  numeric?: boolean;
  width?: number | string;
  cell: (row: Row) => ReactNode;
  sortBy?: (row: Row) => SortValue;
}
