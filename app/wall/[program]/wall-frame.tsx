import type { ReactNode } from 'react';
import { pageLanguage } from '@/app/_messages/page-language';
import { Speaking, Spoken } from '@/app/_messages/say';
import { LiveEvents } from '@/app/_trpc/live-events';
import { Hydrate } from '@/app/_trpc/server';
import { WallClosed } from './wall-closed';

/** A page of the wall: live for whoever it is open to, and for others what to do. */
export async function WallFrame({ program, open, children }: { program: string; open: boolean; children: ReactNode }) {
  return (
    <Hydrate>
      <Speaking initial={await pageLanguage()}>
        <Spoken>{open ? <LiveEvents program={program}>{children}</LiveEvents> : <WallClosed />}</Spoken>
      </Speaking>
    </Hydrate>
  );
}
