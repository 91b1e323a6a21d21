import { percent, significant } from '@/app/_ui/figure';
import { bindingSentence } from '@/server/core/schedule/explain';
import { factorNames } from '@/server/core/schedule/pool';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from '../schedule.module.css';
import { counted } from '../schedule-words';

/** Which limits turned better blocks away, how often, and what would have been picked without them. */
export function BoundList({ shown: { summary, picks, factors } }: { shown: ShownSchedule }) {
  return (
    <>
      {summary.bound.length === 0 && <p>No cap and no limit turned a better block away.</p>}
      <ul className={classes.list}>
        {summary.optimum && <li>{optimumSentence(summary.optimum)}</li>}
        {summary.forcedEqual.map((factor) => (
          <li key={factor}>
            The cap of {factors.find(({ key }) => key === factor)?.name ?? factor} is the smallest feasible: its levels
            share the batch equally, and nothing is left to prioritise there.
          </li>
        ))}
        {summary.bound.map(({ binding, blocks, lost }) => {
          const key = JSON.stringify(binding);
          const instead = picks.flatMap((pick) =>
            pick.insteadOf && JSON.stringify(pick.reason.boundBy) === key ? pick.insteadOf : [],
          );
          const names = [...new Set(instead)];
          return (
            <li key={key}>
              {bindingSentence(binding, factorNames(factors))} It turned better ones away for {counted(blocks, 'block')}
              {names.length > 0 && `: without it ${names.slice(0, 3).join('; ')}`}
              {names.length > 3 && ` and ${names.length - 3} more`}.{lost && ` ${lostSentence(lost, summary.value)}`}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What a limit cost, and how that is known. */
function lostSentence({ value, by }: { value: number; by: 'solved again' | 'marginal' }, of: number): string {
  const part = of > 0 ? ` (${percent(value / of)} of the value)` : '';
  return by === 'solved again'
    ? `Selecting again without it gains ${significant(value)}${part}.`
    : `At the margin it cost ${significant(value)}${part}.`;
}

/** How good the strategy's part is proven to be, and what caps and whole numbers cost it at most. */
function optimumSentence({ value, gap, limited, free }: NonNullable<ShownSchedule['summary']['optimum']>): string {
  const why = limited ? ', where the solver stopped at its limit of nodes' : '';
  const proven =
    gap === 0
      ? 'Proven: no batch of this size that keeps every limit is worth more.'
      : `At most ${percent(gap)} below the best that could be found${why}.`;
  if (!free || !(free.value > 0)) return proven;
  const cost = Math.max(0, 1 - value / free.value);
  return `${proven} Caps and whole numbers cost it ${percent(cost)} at most: as many demonstrations poured freely would be worth ${significant(free.value)} instead of ${significant(value)}, and one more would add ${significant(free.marginal)}.`;
}
