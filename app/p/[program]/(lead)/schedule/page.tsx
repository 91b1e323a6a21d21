import type { Metadata } from 'next';
import { Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { SchedulePage } from './schedule-page';

export const metadata: Metadata = { title: 'Schedule' };

/** Asking for a batch, comparing proposals, and every schedule so far. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  prefetch(trpc.schedules.list.queryOptions({ program }));
  prefetch(trpc.programs.show.queryOptions({ program }));
  return (
    <Hydrate>
      <SchedulePage program={program} />
    </Hydrate>
  );
}
