import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './skeletons.module.css';

function Waiting({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div className={classes.waiting} role="status" aria-label={`Loading ${what}`}>
      {children}
    </div>
  );
}

const places = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The shape of a page head while its answer is worked out. Like all of these, unseen for the first 100 ms. */
export function PageHeadSkeleton() {
  return (
    <Waiting what="the page">
      <div className={classes.head}>
        <Skeleton height={16} width={120} />
        <Skeleton height={26} width="min(620px, 90%)" />
      </div>
    </Waiting>
  );
}

/** The shape of a data table: head and `rows` of 34 px. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <Waiting what="the table">
      <div className={classes.table}>
        {places(rows + 1).map((row) => (
          <div key={row} className={classes.row}>
            {places(columns).map((column) => (
              <Skeleton key={column} height={10} width={row === 0 ? '40%' : '70%'} />
            ))}
          </div>
        ))}
      </div>
    </Waiting>
  );
}

/** The shape of a chart `height` px high. */
export function ChartSkeleton({ height = 280 }: { height?: number }) {
  return (
    <Waiting what="the chart">
      <Skeleton height={height} radius="sm" />
    </Waiting>
  );
}
