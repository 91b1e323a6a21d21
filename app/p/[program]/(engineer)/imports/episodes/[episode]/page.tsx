import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrate, loaded, prefetch, trpc } from '@/app/_trpc/server';
import { EpisodeDetail } from './episode-detail';

export const metadata: Metadata = { title: 'Episode' };

/** One episode: where it comes from, what it says, what people said about it. */
export default async function Page({ params }: { params: Promise<{ program: string; episode: string }> }) {
  const { program, episode } = await params;
  if (!/^\d{1,15}$/.test(episode)) notFound();
  prefetch(trpc.programs.show.queryOptions({ program }));
  await loaded(trpc.recordings.episode.queryOptions({ program, episodeId: Number(episode) }));
  return (
    <Hydrate>
      <EpisodeDetail program={program} episodeId={Number(episode)} />
    </Hydrate>
  );
}
