import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { LANGUAGE_COOKIE, languageAmong } from '@/app/_messages/languages';
import { Speaking } from '@/app/_messages/say';
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
  const [chosen, asked] = await Promise.all([cookies(), headers()]);
  const language = languageAmong([
    chosen.get(LANGUAGE_COOKIE)?.value ?? '',
    ...(asked.get('accept-language') ?? '').split(','),
  ]);
  prefetch(trpc.collect.today.queryOptions({ program, stationId: null }));
  return (
    <Hydrate>
      <Speaking initial={language}>
        <Suspense fallback={<CardSkeleton />}>
          <Today program={program} person={{ id: personId, name }} />
        </Suspense>
      </Speaking>
      <OfflineReady />
    </Hydrate>
  );
}
