import { Skeleton } from '@mantine/core';
import classes from './today.module.css';

/** The shape of the page while its assignment is on the way. */
export function CardSkeleton() {
  return (
    <div className={classes.columns} role="status" aria-label="Loading your assignment">
      <Skeleton height={480} />
      <Skeleton height={360} />
    </div>
  );
}
