'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/links';
import { noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import classes from './days.module.css';
import { type Days, shiftWords } from './days-words';
import { ShiftsDialog } from './shifts-dialog';
import { SliceCard } from './slice-card';
import { UnfinishedTable } from './unfinished-table';

/** The days in words, then every station with its shifts in turn, then what earlier shifts left. */
export function DaysPage({ program }: { program: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: days } = useSuspenseQuery(trpc.days.show.queryOptions({ program }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [editing, setEditing] = useState<Days['stations'][number] | null>(null);
  const remake = useMutation(
    trpc.days.remake.mutationOptions({
      onError: (error) => noticeProblem(error.message),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.days.pathKey() }),
    }),
  );
  const leads = shown.roles.includes('lead');
  const planned = days.stations.some((station) => station.shifts.length > 0);
  return (
    <>
      <PageHead
        title="Days"
        answer={days.words}
        action={
          leads &&
          planned && (
            <Button variant="default" loading={remake.isPending} onClick={() => remake.mutate({ program })}>
              Plan anew
            </Button>
          )
        }
      />
      {days.stations.length === 0 && (
        <EmptyState
          title="The plan of each station appears here"
          action={<TextLink href={`/p/${program}/round`}>Add a station</TextLink>}
        >
          A station with shifts gets a slice of the schedule for each of them, in the order of its priority.
        </EmptyState>
      )}
      {days.stations.map((station) => (
        <Section
          key={station.id}
          title={station.name}
          aside={
            leads && (
              <Button variant="default" size="compact-sm" onClick={() => setEditing(station)}>
                {station.shifts.length ? 'Change shifts' : 'Add shifts'}
              </Button>
            )
          }
        >
          <p className={classes.quiet}>{shiftWords(station.shifts)}</p>
          {station.shifts.length > 0 && <StationDays days={days} stationId={station.id} />}
        </Section>
      ))}
      {days.unfinished.length > 0 && (
        <Section title="Left unfinished by shifts that are over">
          <UnfinishedTable rows={days.unfinished} />
        </Section>
      )}
      {editing && <ShiftsDialog program={program} station={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

/** The slices of a station that hold something, the first with work left open. */
function StationDays({ days, stationId }: { days: Days; stationId: number }) {
  const mine = days.slices.filter((slice) => slice.stationId === stationId && (slice.planned > 0 || slice.done > 0));
  if (mine.length === 0) return <p className={classes.quiet}>Nothing is planned for these shifts.</p>;
  return (
    <div className={classes.slices}>
      {mine.map((slice) => (
        <SliceCard
          key={`${slice.shiftId} ${slice.day}`}
          slice={slice}
          today={days.today}
          open={slice === mine.find(({ lines }) => lines.length > 0)}
        />
      ))}
    </div>
  );
}
