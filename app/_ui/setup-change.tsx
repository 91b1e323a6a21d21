import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import { LevelPicture } from './level-chip';
import classes from './setup-change.module.css';

/** One factor of a set-up. `level` null means the factor does not apply. */
export interface SetupPart {
  factor: string;
  level: string | null;
  pictureUrl?: string | null;
}

/**
 * What an operator has to change: `before` → `after`, factor by factor in the matrix's order. Factors that stay
 * are listed quietly; `before` null means nothing is set up yet, so everything is to be placed.
 */
export function SetupChange({ before, after }: { before: readonly SetupPart[] | null; after: readonly SetupPart[] }) {
  const previousOf = (factor: string) => before?.find((part) => part.factor === factor)?.level ?? null;
  const changed = after.filter((part) => before === null || previousOf(part.factor) !== part.level);
  const kept = after.filter((part) => !changed.includes(part));
  return (
    <div className={classes.setup}>
      {changed.length === 0 && (
        <p className={classes.nothing}>
          <IconCheck size={28} aria-hidden /> Leave everything as it is
        </p>
      )}
      {changed.map((part) => (
        <div key={part.factor} className={classes.change}>
          <span className={classes.factor}>{before === null ? `Set ${part.factor}` : `Change ${part.factor}`}</span>
          {before !== null && (
            <>
              <Placed level={previousOf(part.factor)} quiet />
              <IconArrowRight className={classes.arrow} size={32} stroke={2.2} aria-label="to" />
            </>
          )}
          <Placed level={part.level} pictureUrl={part.pictureUrl} />
        </div>
      ))}
      {kept.length > 0 && (
        <p className={classes.kept}>
          Keep {kept.map((part) => `${part.factor}: ${part.level ?? 'not applicable'}`).join(' · ')}
        </p>
      )}
    </div>
  );
}

function Placed({
  level,
  pictureUrl,
  quiet = false,
}: {
  level: string | null;
  pictureUrl?: string | null;
  quiet?: boolean;
}) {
  return (
    <span className={classes.placed} data-quiet={quiet || undefined}>
      {!quiet && level && <LevelPicture level={level} pictureUrl={pictureUrl} />}
      {level ?? 'nothing'}
    </span>
  );
}
