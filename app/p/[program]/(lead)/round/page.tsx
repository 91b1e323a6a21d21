import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { PageHeadSkeleton, TableSkeleton } from '@/app/_ui/skeletons';
import { RoundPage } from './round-page';

export const metadata: Metadata = { title: 'Round' };

/** How the published round stands, and what a lead can do about it. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.collect.progress.queryOptions({ program }));
  prefetch(trpc.wall.show.queryOptions({ program }));
  prefetch(trpc.collect.queue.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  prefetch(trpc.stations.list.queryOptions({ program }));
  return (
    <Hydrate>
      <Suspense
        fallback={
          <>
            <PageHeadSkeleton />
            <TableSkeleton columns={7} />
          </>
        }
      >
        <RoundPage program={program} />
      </Suspense>
    </Hydrate>
  );
}
