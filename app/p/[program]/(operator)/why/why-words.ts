import type { inferRouterOutputs } from '@trpc/server';
import type { Say } from '@/app/_messages/say';
import { percent, significant } from '@/app/_ui/figure';
import type { AppRouter } from '@/server/routers';

export type WhyData = inferRouterOutputs<AppRouter>['collect']['why'];
export type WhyScores = NonNullable<WhyData['scores']>;

/** A share in percent as the language writes it, never broken at the sign. */
const percentIn = (language: string, share: number) => percent(share, language).replace(' ', '\u00a0');

/** The same in whole percent. */
export const whole = (language: string, share: number) => percentIn(language, Math.round(100 * share) / 100);

/** The page's first line: what is collected of what was asked. */
export function collectedWords(say: Say, { round }: WhyData): string {
  if (!round) return say('reasons.noRound');
  const { number, logged, asked, confirmed, left, over } = round;
  const words = say(left > 0 ? 'reasons.collected.words' : 'reasons.collected.all', {
    number,
    logged,
    asked,
    confirmed,
    left,
  });
  return over > 0 ? `${words} ${say('reasons.collected.over', { over })}` : words;
}

/** How unsure the policy is of what is in work, against everything that remains. */
export function unsureWords(say: Say, language: string, scores: WhyScores | null): string {
  if (!scores) return say('reasons.unsure.none');
  const [most] = [...scores.standing].sort((a, b) => b.above - a.above);
  const count = scores.configurations;
  if (!most) return say('reasons.unsure.spread', { count });
  const levels = most.levels.join(' · ');
  const placed =
    most.above >= 0.5
      ? say('reasons.unsure.more', { levels, count, percent: whole(language, most.above) })
      : say('reasons.unsure.less', { levels, count, percent: whole(language, 1 - most.above) });
  return most.measured ? placed : `${placed} ${say('reasons.unsure.untried')}`;
}

/** How much of the change this round stands for is in. */
export function improvementWords(say: Say, language: string, { improvement, round }: WhyData): string {
  if (!round || !improvement) return say('reasons.improvement.noRound');
  if (improvement.share === null) return say('reasons.improvement.none');
  return say('reasons.improvement.words', {
    percent: whole(language, improvement.share),
    count: improvement.confirmed,
  });
}

/** What following plans brought so far against random collection, and how sure that is. */
export function planWords(say: Say, language: string, { bands, saved, censored, runs }: WhyData['efficiency']): string {
  if (bands.length === 0) return say('reasons.plan.none');
  const end = (arm: 'active' | 'random') => bands.find((row) => row.arm === arm)?.band.points.at(-1);
  const [active, random] = [end('active'), end('random')];
  if (saved && runs) {
    const figure = (value: number) => significant(value, 3, language);
    const values = { low: figure(saved.low), high: figure(saved.high), n: runs.n };
    const words =
      saved.estimate >= 0
        ? say('reasons.plan.saved', { estimate: figure(saved.estimate), ...values })
        : say('reasons.plan.lost', { estimate: figure(-saved.estimate), ...values });
    return censored > 0 ? `${words} ${say('reasons.plan.censored', { count: censored })}` : words;
  }
  if (active && random) {
    const both = say('reasons.plan.both', {
      active: percentIn(language, active.mean),
      random: percentIn(language, random.mean),
      // Told with their sizes: where random episodes ran out, the plan went on with more of them.
      activeSize: active.x,
      randomSize: random.x,
    });
    if (!runs) return `${both} ${say('reasons.plan.apart')}`;
    return `${both} ${say(runs.basis === 'runs' ? 'reasons.plan.runs' : 'reasons.plan.seeds', { n: runs.n })}`;
  }
  if (active) return say('reasons.plan.active', { active: percentIn(language, active.mean) });
  return random ? say('reasons.plan.random', { random: percentIn(language, random.mean) }) : say('reasons.plan.none');
}
