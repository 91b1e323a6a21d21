import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './problem.module.css';

/** An error in three sentences: what happened, what was kept, what to do next; `action` does the last. */
export function Problem({
  what,
  kept,
  next,
  action,
}: {
  what: ReactNode;
  kept?: ReactNode;
  next?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle className={classes.icon} size={20} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <p className={classes.what}>{what}</p>
        {kept && <p>{kept}</p>}
        {next && <p>{next}</p>}
        {action && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}
