import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ProposePanel } from './propose-panel';

export const metadata: Metadata = { title: 'Propose a panel' };

/** Drawing a panel of configurations and starts, and freezing it. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <ProposePanel program={program} />
    </Hydrate>
  );
}
