'use client';

import { colourOf } from '@/app/_ui/colour-roles';
import { ChartFrame } from './chart-frame';
import classes from './interval-dots.module.css';
import type { IntervalDotsFigure } from './interval-dots-series';

const at = (share: number) => `${share * 100}%`;

/** Draws prepared shares: a dot at the estimate and a line over its interval, all on one axis from 0. Decides nothing. */
export function IntervalDotsChart({ figure }: { figure: IntervalDotsFigure }) {
  return (
    <ChartFrame about={figure}>
      <div className={classes.groups}>
        {figure.groups.map(({ title, colour, rows }) => (
          <div key={title} className={classes.group} style={{ color: colourOf(colour) }}>
            <p className={classes.title}>{title}</p>
            <span className={classes.ends} aria-hidden>
              <span>0 %</span>
              <span>{figure.axisEnd}</span>
            </span>
            <span />
            {rows.map((row) => (
              <div key={row.label} className={classes.row}>
                <span className={classes.label}>{row.label}</span>
                <div className={classes.track}>
                  <div className={classes.interval} style={{ left: at(row.low), width: at(row.high - row.low) }} />
                  <div className={classes.dot} style={{ left: at(row.at) }} />
                </div>
                <span className={classes.words}>{row.words}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
