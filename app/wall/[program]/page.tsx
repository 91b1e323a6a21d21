import type { Metadata } from 'next';
import { pageLanguage } from '@/app/_messages/page-language';
import { Speaking, Spoken } from '@/app/_messages/say';
import { LiveEvents } from '@/app/_trpc/live-events';
import { allowed, Hydrate, prefetch, trpc } from '@/app/_trpc/server';
import { Wall } from './wall';
import { WallClosed } from './wall-closed';

export const metadata: Metadata = { title: 'Wall', referrer: 'no-referrer' };

/** The workshop's wall: live, read-only, for the people of the program and for screens that hold its link. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const open = await allowed(trpc.wall.show.queryOptions({ program }));
  if (open) prefetch(trpc.wall.why.queryOptions({ program }));
  return (
    <Hydrate>
      <Speaking initial={await pageLanguage()}>
        <Spoken>
          {open ? (
            <>
              <LiveEvents program={program} />
              <Wall program={program} />
            </>
          ) : (
            <WallClosed />
          )}
        </Spoken>
      </Speaking>
    </Hydrate>
  );
}
