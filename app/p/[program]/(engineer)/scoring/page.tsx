import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ScoringPage } from './scoring-page';

export const metadata: Metadata = { title: 'Scoring' };

/** Where disagreement is computed: what has been scored, what is running, and the way to start. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<{ checkpoint?: string }>;
}) {
  const [{ program }, { checkpoint }] = [await params, await searchParams];
  prefetch(trpc.scoring.list.queryOptions({ program }));
  prefetch(trpc.checkpoints.list.queryOptions({ program }));
  return (
    <Hydrate>
      <ScoringPage program={program} wanted={Number(checkpoint) || null} />
    </Hydrate>
  );
}
