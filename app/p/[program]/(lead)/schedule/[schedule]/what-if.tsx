'use client';

import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent } from '@/app/_ui/figure';
import { Problem } from '@/app/_ui/problem';
import classes from '../schedule.module.css';
import {
  type Alternative,
  alternativeTitle,
  drawnText,
  setupHours,
  type WhatIfData,
  whatIfSentences,
} from './what-if-words';

/** What random, top-k and variety would have picked from the scores of that day; worked out when somebody asks. */
export function WhatIf({ program, scheduleId }: { program: string; scheduleId: number }) {
  const trpc = useTRPC();
  const { data, error, isFetching, refetch } = useQuery(
    trpc.schedules.whatIf.queryOptions(
      { program, scheduleId },
      { enabled: false, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  if (data) return <Compared data={data} />;
  return (
    <div className={classes.stack}>
      <p>
        Random, highest disagreement, and disagreement with variety, decided from the inputs of that day, with and
        without the caps. It compares picks, not outcomes: nobody recorded what was not asked for.
      </p>
      <div data-screen-only>
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          What would others have picked?
        </Button>
      </div>
      {error && <Problem what={error.message} />}
    </div>
  );
}

function Compared({ data }: { data: WhatIfData }) {
  const [minutes, setMinutes] = useState(5);
  return (
    <div className={classes.stack}>
      <div>
        {whatIfSentences(data).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>This compares picks, not outcomes: nobody recorded what was not asked for.</p>
      </div>
      <NumberInput
        className={classes.number}
        label="Set-up, minutes a level"
        description="Times the factor's weight"
        min={0}
        max={240}
        value={minutes}
        onChange={(value) => setMinutes(Number(value) || 0)}
        data-screen-only
      />
      <DataTable
        caption={`${data.demonstrations} demonstrations by each strategy`}
        columns={columnsOf(data, minutes)}
        rows={data.alternatives}
        rowKey={alternativeTitle}
        empty={<EmptyState title="No alternatives" />}
      />
    </div>
  );
}

function columnsOf({ factors }: WhatIfData, minutes: number): Column<Alternative>[] {
  const figure = (
    key: string,
    head: string,
    unit: string | undefined,
    of: (figures: NonNullable<Alternative['figures']>) => string,
  ): Column<Alternative> => ({
    key,
    head,
    unit,
    numeric: true,
    cell: ({ figures }) => (figures ? of(figures) : '–'),
  });
  return [
    {
      key: 'strategy',
      head: 'Strategy',
      cell: (row) => (
        <>
          {alternativeTitle(row)}
          {row.draws > 1 && <span className={classes.quiet}> {row.draws} draws</span>}
          {row.refused && <span className={classes.quiet}> {row.refused}</span>}
        </>
      ),
    },
    figure('shared', 'In common', 'of this schedule', ({ shared }) => drawnText(shared, percent)),
    figure('score', 'Mean score', 'mean + β·sd', ({ meanScore }) => (meanScore ? drawnText(meanScore) : '–')),
    figure('variety', 'Variety', '0 to 1', ({ diversity }) => (diversity ? drawnText(diversity) : '–')),
    figure('configurations', 'Configurations', undefined, ({ configurations }) => drawnText(configurations)),
    figure('swaps', 'Levels swapped', undefined, ({ changeovers }) => drawnText(changeovers)),
    figure('hours', 'Set-up', 'hours', ({ weightedChangeovers }) =>
      drawnText(setupHours(weightedChangeovers, minutes)),
    ),
    figure('shares', 'Largest share', factors.map(({ name }) => name).join(' · '), ({ largestShares }) =>
      factors.map(({ key }) => percent(largestShares.find((one) => one.factor === key)?.share ?? 0)).join(' · '),
    ),
  ];
}
