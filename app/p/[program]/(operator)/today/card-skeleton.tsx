'use client';

import { Skeleton } from '@mantine/core';
import { useSay } from '@/app/_messages/say';
import classes from './today.module.css';

/** The shape of the page while its assignment is on the way. */
export function CardSkeleton() {
  const say = useSay();
  return (
    <div className={classes.columns} role="status" aria-label={say('loading')}>
      <Skeleton height={480} />
      <Skeleton height={360} />
    </div>
  );
}
