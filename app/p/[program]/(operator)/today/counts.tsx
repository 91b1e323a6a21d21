import classes from './today.module.css';

/** Asked, logged, confirmed and left, large enough to read standing. */
export function CountRow({
  label,
  asked,
  logged,
  confirmed,
  left,
}: {
  label: string;
  asked: number;
  logged: number;
  confirmed: number;
  left: number;
}) {
  const figures = { asked, logged, confirmed, left };
  return (
    <dl className={classes.counts} aria-label={label}>
      {Object.entries(figures).map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
