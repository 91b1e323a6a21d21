import type { inferRouterOutputs } from '@trpc/server';
import { ProgressStripChart } from '@/app/_ui/charts/progress-strip-chart';
import { progressFigure } from '@/app/_ui/charts/progress-strip-series';
import { Moment } from '@/app/_ui/moment';
import type { Counts } from '@/server/core/collect/progress';
import type { AppRouter } from '@/server/routers';
import classes from './round-progress.module.css';

export type RoundFigures = inferRouterOutputs<AppRouter>['collect']['progress'];

/**
 * How a round stands (`collect.progress`): all of it, by station, by level, by person where the program names
 * persons, and what is blocked by what. `brief` leaves out the shares by level.
 */
export function RoundProgress({ progress, brief = false }: { progress: RoundFigures; brief?: boolean }) {
  const { byStation, byFactor, byPerson, blocked } = progress;
  return (
    <div className={classes.progress}>
      <Strip name="The round" counts={progress} />
      {blocked.length > 0 && (
        <ul className={classes.blocked} aria-label="Blocked">
          {blocked.map((one) => (
            <li key={`${one.station}/${one.reason}`}>
              <strong>{one.recordings} blocked</strong>
              {one.station && ` at ${one.station}`} since <Moment at={one.since} />: {one.reason}
            </li>
          ))}
        </ul>
      )}
      {byStation.length > 1 && <Group title="By station" shares={byStation} />}
      {byPerson && byPerson.length > 0 && (
        <section aria-label="By person" className={classes.group}>
          <h3>Logged by person</h3>
          <ul className={classes.people}>
            {byPerson.map((person) => (
              <li key={person.name}>
                <span>{person.name}</span>
                <span>{person.logged}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!brief &&
        byFactor.map(({ factor, levels }) => (
          <Group key={factor} title={`By ${factor.toLowerCase()}`} shares={levels} />
        ))}
    </div>
  );
}

/** Levels or stations in one group at most; the rest is in the table of assignments. */
const MOST_SHARES = 8;

function Group({ title, shares }: { title: string; shares: RoundFigures['byStation'] }) {
  const more = shares.length - MOST_SHARES;
  return (
    <section aria-label={title} className={classes.group}>
      <h3>{title}, most left first</h3>
      {shares.slice(0, MOST_SHARES).map((share) => (
        <Strip key={share.name} name={share.name} counts={share} />
      ))}
      {more > 0 && <p className={classes.quiet}>and {more} more</p>}
    </section>
  );
}

function Strip({ name, counts }: { name: string; counts: Counts }) {
  return (
    <div className={classes.strip}>
      <span className={classes.name}>{name}</span>
      <ProgressStripChart
        label={name}
        figure={progressFigure({
          asked: counts.asked,
          logged: counts.logged + counts.over,
          confirmed: counts.confirmed,
        })}
      />
    </div>
  );
}
