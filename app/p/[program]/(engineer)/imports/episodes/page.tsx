import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { episodeFilterOf } from './episode-filter';
import { EpisodesList } from './episodes-list';

export const metadata: Metadata = { title: 'Episodes' };

/** Every episode in the store, filtered by what the address says. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Record<string, string>>;
}) {
  const { program } = await params;
  const filter = episodeFilterOf(new URLSearchParams(await searchParams));
  prefetch(trpc.recordings.episodes.queryOptions({ program, ...filter }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  prefetch(trpc.recordings.datasets.queryOptions({ program }));
  return (
    <Hydrate>
      <EpisodesList program={program} />
    </Hydrate>
  );
}
