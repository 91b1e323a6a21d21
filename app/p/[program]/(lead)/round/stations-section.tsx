'use client';

import { Button, Code } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Section } from '@/app/_ui/page-head';
import { StationDialog } from './station-dialog';

/** Characters of the flags that stand in the table; the dialog has them whole. */
const SHOWN = 60;

/** The places where this program is recorded, what each of them fixes, and its robots. */
export function StationsSection({ program, leads }: { program: string; leads: boolean }) {
  const trpc = useTRPC();
  const { data: stations } = useSuspenseQuery(trpc.stations.list.queryOptions({ program }));
  const { data: matrix } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [open, setOpen] = useState<(typeof stations)[number] | 'new' | null>(null);
  const levelName = new Map(matrix.factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name])));
  const add = leads && (
    <Button variant="default" size="compact-sm" onClick={() => setOpen('new')}>
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
          {
            key: 'flags',
            head: 'Recorder flags',
            cell: (row) =>
              row.recorderFlags ? (
                <Code>
                  {row.recorderFlags.length > SHOWN ? `${row.recorderFlags.slice(0, SHOWN)} …` : row.recorderFlags}
                </Code>
              ) : (
                'none'
              ),
          },
          {
            key: 'change',
            head: 'Change',
            quiet: true,
            cell: (row) =>
              leads && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Change ${row.name}`}
                  onClick={() => setOpen(row)}
                >
                  Change
                </Button>
              ),
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
      {open && (
        <StationDialog
          program={program}
          factors={matrix.factors}
          station={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}
