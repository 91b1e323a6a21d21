import type { Say } from '@/app/_messages/say';
import { percentIn, secondsIn } from './lengths';
import type { LastAttempt } from './use-collecting';

/** What was just saved, and its length against the usual one of the configuration; `key` takes it back. */
export function savedWords(say: Say, language: string, last: LastAttempt, key: string): string {
  const outcome = say(`outcome.${last.outcome}`);
  if (last.durationMs === undefined) return say('saved.plain', { outcome, key });
  const clock = say(last.timedBy === 'wall' ? 'clock.wall' : 'clock.monotonic');
  const length = `${secondsIn(language, last.durationMs)} (${clock})`;
  if (!last.usualMs) return say('saved.length', { outcome, length, key });
  const share = last.durationMs / last.usualMs - 1;
  if (Math.abs(share) < 0.005) return say('saved.same', { outcome, length, key });
  const percent = percentIn(language, Math.abs(share));
  return say(share > 0 ? 'saved.longer' : 'saved.shorter', { outcome, length, percent, key });
}
