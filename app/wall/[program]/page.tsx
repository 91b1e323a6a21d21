import type { Metadata } from 'next';
import { allowed, prefetch, trpc } from '@/app/_trpc/server';
import { Wall } from './wall';
import { WallFrame } from './wall-frame';

export const metadata: Metadata = { title: 'Wall', referrer: 'no-referrer' };

/** The workshop's wall: live, read-only, for the people of the program and for screens that hold its link. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const open = await allowed(trpc.wall.show.queryOptions({ program }));
  if (open) prefetch(trpc.wall.why.queryOptions({ program }));
  return (
    <WallFrame program={program} open={open}>
      <Wall program={program} />
    </WallFrame>
  );
}
