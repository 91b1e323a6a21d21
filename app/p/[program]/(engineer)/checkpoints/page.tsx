import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { CheckpointsPage } from './checkpoints-page';

export const metadata: Metadata = { title: 'Checkpoints' };

/** The policies of the program: which one is current, what each was trained on, which have been scored. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.checkpoints.list.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  prefetch(trpc.evaluations.atRandom.queryOptions({ program }));
  return (
    <Hydrate>
      <CheckpointsPage program={program} />
    </Hydrate>
  );
}
