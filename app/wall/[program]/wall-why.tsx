'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { ButtonLink } from '@/app/_ui/links';
import { Why } from '@/app/p/[program]/(operator)/why/why';
import classes from './wall.module.css';

/** The reasons for this round with the way back to the wall. */
export function WallWhy({ program }: { program: string }) {
  const say = useSay();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.wall.why.queryOptions({ program }));
  return (
    <main className={classes.reasons} id="content">
      <Why
        data={data}
        action={
          <ButtonLink href={`/wall/${program}`} size="lg" quiet>
            {say('wall.back')}
          </ButtonLink>
        }
      />
    </main>
  );
}
