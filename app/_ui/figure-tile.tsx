import type { ReactNode } from 'react';
import classes from './figure-tile.module.css';

/** One figure a page turns on: its name, value with unit and interval, and what it is measured on. Use sparingly. */
export function FigureTile({ label, value, basis }: { label: string; value: ReactNode; basis: string }) {
  return (
    <dl className={classes.tile}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.basis}>{basis}</dd>
    </dl>
  );
}
