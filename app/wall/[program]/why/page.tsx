import type { Metadata } from 'next';
import { pageLanguage } from '@/app/_messages/page-language';
import { Speaking, Spoken } from '@/app/_messages/say';
import { LiveEvents } from '@/app/_trpc/live-events';
import { allowed, Hydrate, trpc } from '@/app/_trpc/server';
import { WallClosed } from '../wall-closed';
import { WallWhy } from '../wall-why';

export const metadata: Metadata = { title: 'Why', referrer: 'no-referrer' };

/** Why the work of this round is asked for, as the wall's screens may read it. */
export default async function Page({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const open = await allowed(trpc.wall.why.queryOptions({ program }));
  return (
    <Hydrate>
      <Speaking initial={await pageLanguage()}>
        <Spoken>
          {open ? (
            <>
              <LiveEvents program={program} />
              <WallWhy program={program} />
            </>
          ) : (
            <WallClosed />
          )}
        </Spoken>
      </Speaking>
    </Hydrate>
  );
}
