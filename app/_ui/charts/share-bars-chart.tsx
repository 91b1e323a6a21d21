'use client';

import { ChartFrame } from './chart-frame';
import classes from './share-bars.module.css';
import type { ShareFigure } from './share-bars-series';

/** Draws prepared shares: a bar per level and its cap as a line that one can see being touched. Decides nothing. */
export function ShareBarsChart({ figure }: { figure: ShareFigure }) {
  return (
    <ChartFrame about={figure}>
      <div className={classes.groups}>
        {figure.groups.map(({ factor, bars }) => (
          <div key={factor} className={classes.group}>
            <p className={classes.factor}>{factor}</p>
            {bars.map((bar) => (
              <div key={bar.level} className={classes.row} data-touches={bar.touchesCap || undefined}>
                <span>{bar.level}</span>
                <div className={classes.track}>
                  <div className={classes.bar} style={{ width: `${bar.length * 100}%` }} />
                  {bar.capAt !== null && <div className={classes.cap} style={{ left: `${bar.capAt * 100}%` }} />}
                </div>
                <span className={classes.words}>
                  {bar.words}
                  {bar.touchesCap && ' · at cap'}
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
