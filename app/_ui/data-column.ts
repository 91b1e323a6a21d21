import type { ReactNode } from 'react';
import type { SortValue } from './sort-rows';

/**
 * One column: `unit` stands in the head, numbers are right-aligned, `sortBy` makes the head a sort button. The head of a
 * `quiet` one, whose buttons say themselves what they do, is read out and not shown.
 */
export interface Column<Row> {
  key: string;
  head: string;
  unit?: string;
  numeric?: boolean;
  quiet?: boolean;
  width?: number | string;
  cell: (row: Row) => ReactNode;
  sortBy?: (row: Row) => SortValue;
}
