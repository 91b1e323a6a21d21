'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { ButtonLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page-head';

const AGAIN_MS = 15_000;

/** Who is at which station and what is in work there now, by the server's clock; live. */
export function AtStations({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery({ ...trpc.wall.show.queryOptions({ program }), refetchInterval: AGAIN_MS });
  const { today } = data;
  return (
    <Section
      title="At the stations now"
      aside={
        <ButtonLink href={`/wall/${program}`} quiet size="xs">
          Wall view
        </ButtonLink>
      }
    >
      {data.stations.length > 0 && (
        <DataTable
          caption="At the stations now"
          rows={data.stations}
          rowKey={(row) => row.id ?? 'none'}
          empty={null}
          columns={[
            { key: 'name', head: 'Station', cell: (row) => row.name ?? 'no station' },
            {
              key: 'who',
              head: 'There',
              cell: ({ people, lastSeenAt }) => {
                if (people.length > 0)
                  return people.every(({ name }) => name)
                    ? people.map(({ name }) => name).join(', ')
                    : `${people.length} ${people.length === 1 ? 'person' : 'people'}`;
                return lastSeenAt ? (
                  <>
                    nobody, last seen <Moment at={lastSeenAt} />
                  </>
                ) : (
                  'nobody'
                );
              },
            },
            {
              key: 'work',
              head: 'In work',
              cell: ({ work }) =>
                work.map((one) => `${one.levels.join(' · ')} (${one.logged} of ${one.wanted})`).join('; ') || 'nothing',
            },
            { key: 'since', head: 'Since', cell: ({ work: [one] }) => (one ? <Moment at={one.since} /> : '') },
            {
              key: 'today',
              head: 'Today',
              numeric: true,
              cell: (row) => row.loggedToday.toLocaleString('en'),
            },
          ]}
        />
      )}
      <p>
        {today.logged.toLocaleString('en')} accepted today, {today.lastHour.toLocaleString('en')} in the last hour,
        counted when the server received them.
      </p>
    </Section>
  );
}
