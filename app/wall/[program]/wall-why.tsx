'use client';

import { useViewportSize } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { ButtonLink } from '@/app/_ui/links';
import { Why } from '@/app/p/[program]/(operator)/why/why';
import classes from './wall.module.css';

/** As the wall's own smallest text: what is this share of a screen's width high reads from five metres. */
const LETTERS_OF_WIDTH = 0.013;

/** The reasons for this round with the way back to the wall. */
export function WallWhy({ program }: { program: string }) {
  const say = useSay();
  const trpc = useTRPC();
  const { width } = useViewportSize();
  const { data } = useSuspenseQuery(trpc.wall.why.queryOptions({ program }));
  return (
    <main className={classes.reasons} id="content">
      <Why
        data={data}
        letters={Math.max(16, LETTERS_OF_WIDTH * width)}
        action={
          <ButtonLink href={`/wall/${program}`} size="lg" quiet>
            {say('wall.back')}
          </ButtonLink>
        }
      />
    </main>
  );
}
