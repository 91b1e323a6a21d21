import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { PeoplePage } from './people-page';

export const metadata: Metadata = { title: 'People' };

/** Who takes part in the program, and which machines may. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.people.list.queryOptions({ program }));
  prefetch(trpc.people.tokens.queryOptions({ program }));
  prefetch(trpc.people.me.queryOptions());
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <PeoplePage program={program} />
    </Hydrate>
  );
}
