import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './caution.module.css';

/** Something one should know before going on: a cap that binds, stale scores, a guess. Not an error. */
export function Caution({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.caution} role="note">
      <IconHandStop className={classes.icon} size={18} stroke={1.8} aria-hidden />
      <div className={classes.words}>{children}</div>
      {action}
    </div>
  );
}
