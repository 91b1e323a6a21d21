import type { RouterOutput } from '@/app/_trpc/client';
import { capitalised, significant } from '@/app/_ui/figure';

type Spread = NonNullable<RouterOutput['recordings']['uncertainty']>;

/** Where a spread over time is highest; null when it holds no number. */
export function peakOf({ every, low, high }: Spread['steps']): { frame: number; value: number } | null {
  const values = high ?? low;
  const most = values.reduce(
    (best: number, value, i) => (value !== null && value > (values[best] ?? -1) ? i : best),
    0,
  );
  const value = values[most] ?? null;
  return value === null ? null : { frame: most * every, value };
}

const ordinal = (n: number) => {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n.toLocaleString('en')}${ending}`;
};

/** A place among all, the highest first: "the highest of 128", "3rd of 128". */
export function placeWords(rank: number, of: number): string {
  return rank === 1 ? `the highest of ${of.toLocaleString('en')}` : `${ordinal(rank)} of ${of.toLocaleString('en')}`;
}

/** How unsure the policy was in an episode, against the other rollouts and the threshold. */
export function unsureWords({ score, measure, rank, of, threshold }: Spread): string {
  if (score === null) return '';
  const against =
    threshold !== null && threshold > 0
      ? ` and ${significant(score / threshold, 2)} times the threshold below which 90 % of successful rollouts stay`
      : '';
  return `${capitalised(measure)} ${significant(score)}: ${placeWords(rank, of)} rollouts${against}.`;
}
