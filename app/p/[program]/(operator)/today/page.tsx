import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Spoken } from '@/app/_messages/say';
import { Hydrate, prefetch, signedIn, trpc } from '@/app/_trpc/server';
import { CardSkeleton } from './card-skeleton';
import { OfflineReady } from './offline-ready';
import { Today } from './today';

export const metadata: Metadata = { title: 'Today' };

/** The operator's one screen. */
export default async function TodayPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { personId, name } = await signedIn(`/p/${program}/today`);
  if (personId === null) notFound();
  prefetch(trpc.collect.today.queryOptions({ program, stationId: null }));
  prefetch(trpc.stations.list.queryOptions({ program }));
  return (
    <Hydrate>
      <Spoken>
        <Suspense fallback={<CardSkeleton />}>
          <Today program={program} person={{ id: personId, name }} />
        </Suspense>
      </Spoken>
      <OfflineReady />
    </Hydrate>
  );
}
