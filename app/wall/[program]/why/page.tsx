import type { Metadata } from 'next';
import { allowed, trpc } from '@/app/_trpc/server';
import { WallFrame } from '../wall-frame';
import { WallWhy } from '../wall-why';

export const metadata: Metadata = { title: 'Why', referrer: 'no-referrer' };

/** Why the work of this round is asked for, as the wall's screens may read it. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const open = await allowed(trpc.wall.why.queryOptions({ program }));
  return (
    <WallFrame program={program} open={open}>
      <WallWhy program={program} />
    </WallFrame>
  );
}
