import { bindingSentence } from '@/server/core/schedule/explain';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from '../schedule.module.css';
import { counted } from '../schedule-words';

/** Which limits turned better blocks away, how often, and what would have been picked without them. */
export function BoundList({ shown: { summary, picks, factors } }: { shown: ShownSchedule }) {
  return (
    <>
      {summary.bound.length === 0 && <p>No cap and no limit turned a better block away.</p>}
      <ul className={classes.list}>
        {summary.forcedEqual.map((factor) => (
          <li key={factor}>
            The cap of {factors.find(({ key }) => key === factor)?.name ?? factor} is the smallest feasible: its levels
            share the batch equally, and nothing is left to prioritise there.
          </li>
        ))}
        {summary.bound.map(({ binding, blocks }) => {
          const key = JSON.stringify(binding);
          const instead = picks.flatMap((pick) =>
            pick.insteadOf && JSON.stringify(pick.reason.boundBy) === key ? pick.insteadOf : [],
          );
          const names = [...new Set(instead)];
          return (
            <li key={key}>
              {bindingSentence(binding)} It turned better ones away for {counted(blocks, 'block')}
              {names.length > 0 && `: without it ${names.slice(0, 3).join('; ')}`}
              {names.length > 3 && ` and ${names.length - 3} more`}.
            </li>
          );
        })}
      </ul>
    </>
  );
}
