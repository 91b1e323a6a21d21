import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { MatrixPage } from './matrix-page';

export const metadata: Metadata = { title: 'Matrix' };

/** The diversity matrix: what is recorded and scored where, and what may not be scheduled. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.matrix.show.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <MatrixPage program={program} />
    </Hydrate>
  );
}
