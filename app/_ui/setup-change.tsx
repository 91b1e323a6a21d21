import { IconArrowRight } from '@tabler/icons-react';
import { LevelPicture } from './level-chip';
import classes from './setup-change.module.css';

/** One factor whose level on the table is another than the one asked for; `from` null where nothing is known of before. */
export interface Change {
  factor: string;
  from: string | null;
  to: string;
  pictureUrl: string | null;
  note: string;
}

/** The words around the levels, in the reader's language. */
export interface ChangeWords {
  change: (factor: string) => string;
  to: string;
  nothing: string;
}

/** What an operator has to change, before → after, factor by factor; the picture is of what is to stand there. */
export function SetupChange({ changes, words }: { changes: readonly Change[]; words: ChangeWords }) {
  return (
    <ul className={classes.changes}>
      {changes.map(({ factor, from, to, pictureUrl, note }) => (
        <li key={factor} className={classes.change}>
          <LevelPicture level={to} pictureUrl={pictureUrl} />
          <span className={classes.words}>
            <span className={classes.factor}>{words.change(factor)}</span>
            <span className={classes.levels}>
              <s className={classes.from}>{from ?? words.nothing}</s>
              <IconArrowRight className={classes.arrow} size={26} stroke={2.2} aria-label={words.to} />
              <strong>{to}</strong>
            </span>
            {note && <span className={classes.note}>{note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
