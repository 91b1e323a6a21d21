import type { RouterOutput } from '@/app/_trpc/client';
import { significant } from '@/app/_ui/figure';
import { placeWords } from '../../(engineer)/imports/episodes/[episode]/episode-words';

type Queue = RouterOutput['recordings']['judging'];
type Awaiting = Queue['next'][number];

const many = (n: number, one: string) => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;

/** How much waits for a verdict, in a sentence. */
export function queueWords({ unknown, unconfirmed, episodes }: Queue): string {
  if (episodes === 0) return 'Nothing is recorded yet, so nothing awaits your judgement.';
  if (unknown + unconfirmed === 0) return `All ${many(episodes, 'episode')} are judged: nothing awaits your judgement.`;
  const stated = `${many(unconfirmed, 'rollout')} ${unconfirmed === 1 ? 'has' : 'have'} an outcome that no person has confirmed`;
  if (unknown === 0) return `Every episode has an outcome; ${stated}.`;
  const open = `${many(unknown, 'episode')} ${unknown === 1 ? 'has' : 'have'} no outcome yet`;
  return unconfirmed === 0 ? `${open}.` : `${open}; ${stated}.`;
}

/** Why this episode comes now. */
export function whyWords({ outcome, score, rank }: Awaiting, scored: number): string {
  const says =
    outcome === 'unknown'
      ? 'Nobody and nothing says how it ended.'
      : `It was stated to be a ${outcome}, and no person has confirmed it.`;
  if (score === null || rank === null) return `${says} It has not been scored.`;
  return `${says} Uncertainty ${significant(score)}: ${placeWords(rank, scored)} rollouts.`;
}
