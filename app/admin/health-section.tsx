import type { RouterOutput } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { Section } from '@/app/_ui/page-head';
import { gigabytes } from './gigabytes';

export type Health = RouterOutput['admin']['health'];

/** How each part of the installation stands, asked anew while the page is open. */
export function HealthSection({ health }: { health: Health }) {
  const { worker, database, disk, dataFolder } = health;
  const rows = [
    { part: 'Web server', state: 'runs', detail: 'It answered this page.' },
    {
      part: 'Worker',
      state: worker ? 'runs' : 'does not run',
      detail: worker
        ? 'It scores, imports and runs the simulated lab.'
        : 'Imports and scoring wait until it is started again, which happens by itself; the reason stands in the log.',
    },
    {
      part: `Database (${database.kind})`,
      state: 'answers',
      detail: `${gigabytes(database.bytes)}; answered in ${database.answerMs} ms just now.`,
    },
    {
      part: 'Disk',
      state: disk.little ? 'nearly full' : 'has room',
      detail: `${gigabytes(disk.freeBytes)} free of ${gigabytes(disk.totalBytes)}, where ${dataFolder} lies.`,
    },
  ];
  return (
    <Section title="Health">
      <DataTable
        caption="Parts of the installation"
        rows={rows}
        rowKey={({ part }) => part}
        empty={null}
        columns={[
          { key: 'part', head: 'Part', cell: ({ part }) => part },
          { key: 'state', head: 'State', cell: ({ state }) => state },
          { key: 'detail', head: 'Now', cell: ({ detail }) => detail },
        ]}
      />
    </Section>
  );
}

/** What is wrong, or that nothing is. */
export function healthWords({ worker, disk }: Health): string {
  const wrong = [
    ...(worker ? [] : ['The worker does not run.']),
    ...(disk.little ? [`Only ${gigabytes(disk.freeBytes)} of disk are free.`] : []),
  ];
  return wrong.length > 0 ? wrong.join(' ') : `All parts run, ${gigabytes(disk.freeBytes)} of disk free.`;
}
