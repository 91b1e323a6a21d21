'use client';

import { useState } from 'react';
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

/** The picture of a level as the lead uploaded it; its initials where there is none, until it is here, and where it cannot be had. */
export function LevelPicture({ level, pictureUrl }: { level: string; pictureUrl?: string | null }) {
  const [loaded, setLoaded] = useState<string | null>(null);
  return (
    <span className={classes.initials} aria-hidden>
      {!(pictureUrl && loaded === pictureUrl) && initialsOf(level)}
      {pictureUrl && (
        // biome-ignore lint/performance/noImgElement: pictures come from the program's own store, already small
        <img
          className={classes.picture}
          src={pictureUrl}
          alt=""
          // It may have come before this page was alive to hear of it.
          ref={(image) => {
            if (image?.complete && image.naturalWidth > 0) setLoaded(pictureUrl);
          }}
          onLoad={() => setLoaded(pictureUrl)}
        />
      )}
    </span>
  );
}
