import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** Says what will appear here (`title`, `children`) and offers the one action that makes it appear. */
export function EmptyState({
  title,
  action,
  picture,
  children,
}: {
  title: string;
  action?: ReactNode;
  picture?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      {picture && (
        <div className={classes.picture} aria-hidden>
          {picture}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
