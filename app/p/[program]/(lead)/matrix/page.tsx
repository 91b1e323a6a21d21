import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { MatrixPage } from './matrix-page';

export const metadata: Metadata = { title: 'Matrix' };

/** The diversity matrix: what is recorded and scored where, and what may not be scheduled. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  /** `starts` opens the start cards of the level with this id. */
  searchParams: Promise<{ starts?: string }>;
}) {
  const [{ program }, { starts }] = await Promise.all([params, searchParams]);
  prefetch(trpc.matrix.show.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <MatrixPage program={program} startsOf={starts ? Number(starts) : null} />
    </Hydrate>
  );
}
