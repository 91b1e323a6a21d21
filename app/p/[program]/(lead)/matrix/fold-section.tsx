'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { MatrixHeatMapChart } from '@/app/_ui/charts/matrix-heat-map-chart';
import { capitalised } from '@/app/_ui/figure';
import { TextLink } from '@/app/_ui/links';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { ChartSkeleton } from '@/app/_ui/skeletons';
import { foldFigure, usedLevels } from './fold-figure';
import classes from './matrix.module.css';
import type { Factors, Matrix } from './matrix-words';
import { useMatrixUrl } from './use-matrix-url';

/** Two factors against each other, all others folded into the cells. A click on a cell filters the table below. */
export function FoldSection({
  program,
  factors,
  scoring,
}: {
  program: string;
  factors: Factors;
  scoring: Matrix['scoring'];
}) {
  const trpc = useTRPC();
  const url = useMatrixUrl(factors, scoring !== null);
  const [a, b, measure] = [url.a, url.b, url.measure];
  const cells = useQuery(trpc.matrix.fold.queryOptions({ program, a: a.key, b: b.key }));
  const options = (other: string) =>
    factors.filter((factor) => factor.key !== other).map(({ key, name }) => ({ value: key, label: name }));
  const others = factors.filter((factor) => factor !== a && factor !== b).map((factor) => factor.name);
  const figure = useMemo(
    () => cells.data && foldFigure(a, b, cells.data, measure, scoring),
    [a, b, cells.data, measure, scoring],
  );
  return (
    <Section
      title={`${a.name} against ${b.name.toLowerCase()}`}
      aside={
        <div className={classes.controls}>
          <Select
            aria-label="Rows"
            size="xs"
            data={options(b.key)}
            value={a.key}
            allowDeselect={false}
            onChange={(key) => key && url.set({ a: key })}
          />
          <Select
            aria-label="Columns"
            size="xs"
            data={options(a.key)}
            value={b.key}
            allowDeselect={false}
            onChange={(key) => key && url.set({ b: key })}
          />
          <SegmentedControl
            aria-label="Coloured by"
            size="xs"
            value={measure}
            onChange={(to) => url.set({ measure: to })}
            data={[
              { value: 'demonstrations', label: 'Demonstrations' },
              { value: 'mean', label: capitalised(scoring?.measure ?? 'disagreement'), disabled: !scoring },
              { value: 'sd', label: 'Spread', disabled: !scoring },
            ]}
          />
        </div>
      }
    >
      <p className={classes.quiet}>
        {others.length ? `Folded: ${others.join(', ').toLowerCase()}. ` : ''}Choose a cell to see its configurations
        below.
      </p>
      {cells.error ? (
        <Problem what={cells.error.message} />
      ) : figure ? (
        <MatrixHeatMapChart
          figure={figure}
          onOpen={(row, column) =>
            url.set({ levels: `${usedLevels(a)[row].id},${usedLevels(b)[column].id}`, page: null })
          }
        />
      ) : (
        <ChartSkeleton height={320} />
      )}
      {!scoring && (
        <p className={classes.quiet}>
          Disagreement and spread appear here once a checkpoint is scored.{' '}
          <TextLink href={`/p/${program}/scoring`}>Score a checkpoint</TextLink>
        </p>
      )}
    </Section>
  );
}
