'use client';

import { useSay } from '@/app/_messages/say';
import { LonePage } from '@/app/_ui/lone-page';

/** What a screen sees whose link opens nothing here. */
export function WallClosed() {
  const say = useSay();
  return <LonePage title={say('wall.closed')}>{say('wall.closed.ask')}</LonePage>;
}
