'use client';

import classes from './progress-strip.module.css';
import type { ProgressFigure } from './progress-strip-series';

/** Draws prepared progress: logged as an outline, confirmed as its filling, the plan as a mark. Decides nothing. */
export function ProgressStripChart({ figure, label = 'Progress' }: { figure: ProgressFigure; label?: string }) {
  return (
    <div className={classes.strip}>
      <div className={classes.track} role="img" aria-label={`${label}: ${figure.words}`}>
        <div className={classes.confirmed} style={{ width: `${figure.confirmed * 100}%` }} />
        {figure.logged > 0 && <div className={classes.logged} style={{ width: `${figure.logged * 100}%` }} />}
        {figure.planned !== null && <div className={classes.planned} style={{ left: `${figure.planned * 100}%` }} />}
      </div>
      <span aria-hidden>{figure.words}</span>
    </div>
  );
}
