'use client';

import { useSuspenseQueries } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { ShareBarsChart } from '@/app/_ui/charts/share-bars-chart';
import { shareFigures } from '@/app/_ui/charts/share-bars-series';
import { money, significant } from '@/app/_ui/figure';
import { TextLink } from '@/app/_ui/links';
import { strategies } from '@/server/core/acquisition/strategies';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from './schedule.module.css';
import { levelsTouched, namedShares, valueWords } from './schedule-words';

const ROWS: { label: string; of: (shown: ShownSchedule) => string }[] = [
  { label: 'Strategy', of: ({ request }) => strategies[request.strategy].title },
  { label: 'Demonstrations', of: ({ summary }) => summary.demonstrations.toLocaleString('en') },
  { label: 'Value, in units of its strategy', of: ({ summary }) => valueWords(summary) },
  { label: 'Mean score of a demonstration', of: meanScore },
  { label: 'Coverage, configurations', of: ({ summary }) => summary.configurations.toLocaleString('en') },
  { label: 'Coverage, levels', of: ({ summary }) => levelsTouched(summary).toLocaleString('en') },
  { label: 'Changeovers, levels swapped', of: ({ summary }) => summary.changeovers.toLocaleString('en') },
  { label: 'Random reserve', of: ({ summary }) => summary.reserve.toLocaleString('en') },
  {
    label: 'Cost',
    of: ({ summary, currency }) => (summary.costMinor === null ? '–' : money(summary.costMinor, currency)),
  },
];

/** Two to four proposals of a round side by side: figures in a table, then the share of every level. */
export function CompareProposals({ program, ids }: { program: string; ids: readonly number[] }) {
  const trpc = useTRPC();
  const shown = useSuspenseQueries({
    queries: ids.map((scheduleId) => trpc.schedules.show.queryOptions({ program, scheduleId })),
  }).map((query) => query.data);
  const figures = shareFigures(
    shown.map((one) => ({ demonstrations: one.summary.demonstrations, shares: namedShares(one) })),
  );
  return (
    <>
      <div className={classes.compare}>
        <table className={classes.compareTable}>
          <thead>
            <tr>
              <th scope="row">Proposal</th>
              {shown.map(({ id }) => (
                <th key={id} scope="col">
                  <TextLink href={`/p/${program}/schedule/${id}`}>{`Schedule ${id}`}</TextLink>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {shown.map((one) => (
                  <td key={one.id}>{of(one)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.side}>
        {shown.map(({ id, request }, index) => (
          <section key={id} aria-label={`Schedule ${id}`}>
            <h3>
              Schedule {id}: {strategies[request.strategy].title.toLowerCase()}
            </h3>
            <ShareBarsChart figure={figures[index]} />
          </section>
        ))}
      </div>
    </>
  );
}

function meanScore({ picks }: ShownSchedule): string {
  const scored = picks.filter((pick) => pick.score !== null);
  const weight = scored.reduce((sum, pick) => sum + pick.demonstrations, 0);
  if (weight === 0) return 'nothing scored';
  return significant(scored.reduce((sum, pick) => sum + pick.demonstrations * (pick.score ?? 0), 0) / weight);
}
