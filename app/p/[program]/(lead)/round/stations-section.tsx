'use client';

import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Section } from '@/app/_ui/page-head';
import { StationDialog } from './station-dialog';

/** The places where this program is recorded, what each of them fixes, and its robots. */
export function StationsSection({ program, leads }: { program: string; leads: boolean }) {
  const trpc = useTRPC();
  const { data: stations } = useSuspenseQuery(trpc.stations.list.queryOptions({ program }));
  const { data: matrix } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [adding, setAdding] = useState(false);
  const levelName = new Map(matrix.factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name])));
  const add = leads && (
    <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
      Add a station
    </Button>
  );
  return (
    <Section title="Stations" aside={stations.length > 0 && add}>
      <DataTable
        caption="Stations"
        columns={[
          { key: 'name', head: 'Station', cell: (row) => row.name, sortBy: (row) => row.name },
          {
            key: 'fixed',
            head: 'Fixed here',
            cell: (row) => row.fixedLevelIds.map((id) => levelName.get(id) ?? 'retired level').join(', ') || 'nothing',
          },
          {
            key: 'robots',
            head: 'Robots',
            cell: (row) =>
              row.robots
                .map((robot) => [robot.name, robot.type, robot.serial].filter(Boolean).join(', '))
                .join(' · ') || 'none',
          },
        ]}
        rows={stations}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="Stations and their robots appear here" action={add}>
            A station that fixes a level, such as its environment, gets only assignments that fit it.
          </EmptyState>
        }
      />
      {adding && <StationDialog program={program} factors={matrix.factors} onClose={() => setAdding(false)} />}
    </Section>
  );
}
