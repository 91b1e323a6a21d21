import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { EpisodesList } from './episodes-list';

export const metadata: Metadata = { title: 'Episodes' };

/** Every episode in the store, filtered by what the address says. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.recordings.datasets.queryOptions({ program }));
  return (
    <Hydrate>
      <EpisodesList program={program} />
    </Hydrate>
  );
}
