import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import { LevelPicture } from './level-chip';
import classes from './setup-change.module.css';

/** One factor of a set-up. `level` null means the factor does not apply. */
export interface SetupPart {
  factor: string;
  level: string | null;
  pictureUrl?: string | null;
}

/** The words around the levels, in the reader's language. */
export interface SetupWords {
  leave: string;
  set: (factor: string) => string;
  change: (factor: string) => string;
  to: string;
  keep: (parts: string) => string;
  nothing: string;
  notApplicable: string;
}

/**
 * What an operator has to change: `before` → `after`, factor by factor in the matrix's order. Factors that stay
 * are listed quietly; `before` null means nothing is set up yet, so everything is to be placed.
 */
export function SetupChange({
  before,
  after,
  words,
}: {
  before: readonly SetupPart[] | null;
  after: readonly SetupPart[];
  words: SetupWords;
}) {
  const previousOf = (factor: string) => before?.find((part) => part.factor === factor)?.level ?? null;
  const changed = after.filter((part) => before === null || previousOf(part.factor) !== part.level);
  const kept = after.filter((part) => !changed.includes(part));
  return (
    <div className={classes.setup}>
      {changed.length === 0 && (
        <p className={classes.nothing}>
          <IconCheck size={28} aria-hidden /> {words.leave}
        </p>
      )}
      {changed.map((part) => (
        <div key={part.factor} className={classes.change}>
          <span className={classes.factor}>{before === null ? words.set(part.factor) : words.change(part.factor)}</span>
          {before !== null && (
            <>
              <Placed level={previousOf(part.factor)} nothing={words.nothing} quiet />
              <IconArrowRight className={classes.arrow} size={32} stroke={2.2} aria-label={words.to} />
            </>
          )}
          <Placed level={part.level} pictureUrl={part.pictureUrl} nothing={words.nothing} />
        </div>
      ))}
      {changed.length > 0 && kept.length > 0 && (
        <p className={classes.kept}>
          {words.keep(kept.map((part) => `${part.factor}: ${part.level ?? words.notApplicable}`).join(' · '))}
        </p>
      )}
    </div>
  );
}

function Placed({
  level,
  pictureUrl,
  nothing,
  quiet = false,
}: {
  level: string | null;
  pictureUrl?: string | null;
  nothing: string;
  quiet?: boolean;
}) {
  return (
    <span className={classes.placed} data-quiet={quiet || undefined}>
      {!quiet && level && <LevelPicture level={level} pictureUrl={pictureUrl} />}
      {level ?? nothing}
    </span>
  );
}
