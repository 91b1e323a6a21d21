import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { ExperimentsPage } from './experiments-page';

export const metadata: Metadata = { title: 'Experiments' };

/** Where strategies are tried against each other in the simulated lab, before they cost operators' hours. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.experiments.list.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <ExperimentsPage program={program} />
    </Hydrate>
  );
}
