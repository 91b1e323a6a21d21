import type { RouterOutput } from '@/app/_trpc/client';
import { percent, significant } from '@/app/_ui/figure';
import { strategies } from '@/server/core/acquisition/strategies';

export type WhatIfData = RouterOutput['schedules']['whatIf'];
export type Alternative = WhatIfData['alternatives'][number];
type Drawn = NonNullable<Alternative['figures']>['configurations'];

/** A figure of one batch, or of several draws with the range that nine in ten of them stay in. */
export function drawnText({ mean, low, high }: Drawn, format: (value: number) => string = significant): string {
  if (low === null || high === null || format(low) === format(high)) return format(mean);
  return `${format(mean)} (${format(low)}–${format(high)})`;
}

/** Set-up hours of a batch at `minutes` for a change of weight 1. */
export function setupHours({ mean, low, high }: Drawn, minutes: number): Drawn {
  const hours = (changes: number) => (changes * minutes) / 60;
  return { mean: hours(mean), low: low === null ? null : hours(low), high: high === null ? null : hours(high) };
}

/** The title of an alternative, e.g. "Random, without caps". */
export function alternativeTitle({ strategy, capped, own }: Alternative): string {
  return `${strategies[strategy].title}${own ? ', as proposed' : ''}${capped ? '' : ', without caps'}`;
}

/** What the comparison comes to: the caps' cost in score, and what random would have had in common. */
export function whatIfSentences(data: WhatIfData): string[] {
  const own = data.alternatives.find((one) => one.own);
  const free = data.alternatives.find((one) => one.strategy === own?.strategy && !one.capped);
  const random = data.alternatives.find((one) => one.strategy === 'random' && one.capped && !one.own);
  return [
    data.scored
      ? `Scores are those of that day, of checkpoint ${data.scored.checkpointName}.`
      : 'Nothing was scored that day, so strategies differ in coverage alone.',
    data.bootstrap
      ? 'The schedule itself chose by coverage, as disagreement was not trusted yet; the others use it all the same.'
      : null,
    capCost(own, free),
    random?.figures
      ? `A random batch under the same caps has ${percent(random.figures.shared.mean)} of its demonstrations in common with this one (mean of ${random.draws} draws).`
      : null,
  ].filter((sentence) => sentence !== null);
}

function capCost(own: Alternative | undefined, free: Alternative | undefined): string | null {
  const [under, without] = [own?.figures?.meanScore?.mean, free?.figures?.meanScore?.mean];
  if (under === undefined || without === undefined || without === 0) return null;
  const lost = (without - under) / Math.abs(without);
  const scores = `${significant(under)} with them, ${significant(without)} without`;
  if (Math.abs(lost) < 0.001) return `The caps cost no score: ${scores} on average.`;
  return lost > 0
    ? `The caps cost ${percent(lost)} of the mean score of a demonstration: ${scores}.`
    : `The caps cost no score; without them its mean is lower: ${scores}.`;
}
