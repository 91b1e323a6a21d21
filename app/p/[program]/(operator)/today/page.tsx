import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { CardSkeleton } from './card-skeleton';
import { Today } from './today';

export const metadata: Metadata = { title: 'Today' };

/** The operator's one screen. */
export default async function TodayPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.collect.today.queryOptions({ program, stationId: null }));
  return (
    <Hydrate>
      <Suspense fallback={<CardSkeleton />}>
        <Today program={program} />
      </Suspense>
    </Hydrate>
  );
}
