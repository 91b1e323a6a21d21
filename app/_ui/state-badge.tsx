import { type ColourRole, colourOf } from './colour-roles';
import classes from './state-badge.module.css';

/** Colours of the states of work that goes on by itself. */
export const WORK_ROLES = {
  queued: 'ink-quiet',
  running: 'active',
  done: 'success',
  failed: 'failure',
  cancelled: 'ink-quiet',
} as const satisfies Record<string, ColourRole>;

/** The state of a thing in one or two words (draft, published, stale). `role` only where the state means that. */
export function StateBadge({ children, role = 'ink-quiet' }: { children: string; role?: ColourRole }) {
  return (
    <span className={classes.badge} style={{ color: colourOf(role) }}>
      {children}
    </span>
  );
}
