import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { PageHeadSkeleton, TableSkeleton } from '@/app/_ui/skeletons';
import { DaysPage } from './days-page';

export const metadata: Metadata = { title: 'Days' };

/** What every station does today and in the coming days. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.days.show.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <Suspense
        fallback={
          <>
            <PageHeadSkeleton />
            <TableSkeleton columns={6} />
          </>
        }
      >
        <DaysPage program={program} />
      </Suspense>
    </Hydrate>
  );
}
