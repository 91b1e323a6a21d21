import classes from './interval.module.css';

/**
 * A figure with its interval: "0.82 ± 0.03 N (n = 1,280)". `value` and `margin` are texts already rounded to the same
 * place; without a margin the figure says that none is known. `interpolated` marks what was not measured.
 */
export function Interval({
  value,
  margin,
  unit,
  n,
  interpolated = false,
}: {
  value: string;
  margin: string | null;
  unit?: string;
  n?: number;
  interpolated?: boolean;
}) {
  return (
    <span className={classes.figure} data-interpolated={interpolated || undefined}>
      {value}
      <span className={classes.rest}>
        {margin === null ? ' ± ?' : ` ± ${margin}`}
        {unit && ` ${unit}`}
        {n !== undefined && ` (n = ${n.toLocaleString('en')})`}
        {interpolated && ' interpolated'}
      </span>
    </span>
  );
}
