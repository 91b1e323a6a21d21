import { initialsOf } from './initials';
import classes from './level-chip.module.css';

/** A level of the matrix: its picture (or initials) before its name, and the factor when that is not obvious. */
export function LevelChip({
  level,
  factor,
  pictureUrl,
  retired = false,
}: {
  level: string;
  factor?: string;
  pictureUrl?: string | null;
  retired?: boolean;
}) {
  return (
    <span className={classes.chip} data-retired={retired || undefined}>
      <LevelPicture level={level} pictureUrl={pictureUrl} />
      {factor && <span className={classes.factor}>{factor}</span>}
      <span className={classes.level}>{level}</span>
      {retired && <span className={classes.factor}>retired</span>}
    </span>
  );
}

/** The picture of a level as the lead uploaded it, or its initials. Fills the height of its surroundings. */
export function LevelPicture({ level, pictureUrl }: { level: string; pictureUrl?: string | null }) {
  if (!pictureUrl) {
    return (
      <span className={classes.initials} aria-hidden>
        {initialsOf(level)}
      </span>
    );
  }
  // biome-ignore lint/performance/noImgElement: pictures come from the program's own store, already small
  return <img className={classes.picture} src={pictureUrl} alt="" />;
}
