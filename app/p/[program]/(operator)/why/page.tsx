import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Spoken } from '@/app/_messages/say';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ChartSkeleton, PageHeadSkeleton } from '@/app/_ui/skeletons';
import { WhyPage } from './why-page';

export const metadata: Metadata = { title: 'Why' };

/** Why the work of this round is asked for, in ten seconds. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.collect.why.queryOptions({ program }));
  return (
    <Hydrate>
      <Spoken>
        <Suspense
          fallback={
            <>
              <PageHeadSkeleton />
              <ChartSkeleton />
            </>
          }
        >
          <WhyPage program={program} />
        </Suspense>
      </Spoken>
    </Hydrate>
  );
}
