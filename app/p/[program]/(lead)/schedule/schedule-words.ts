import { money, significant } from '@/app/_ui/figure';
import type { HeldBack, ScheduleSummary } from '@/server/core/schedule/schema';
import type { ShownSchedule } from '@/server/services/schedule/show';

/** "1 block", "3 blocks". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** What a schedule comes to, in one sentence. */
export function headline(summary: ScheduleSummary, currency: string): string {
  const parts = [
    `${counted(summary.demonstrations, 'demonstration')} of ${counted(summary.configurations, 'configuration')}`,
    ...(summary.value > 0 ? [`value ${significant(summary.value)}`] : []),
    `${counted(summary.changeovers, 'level')} swapped on the way`,
  ];
  if (summary.costMinor !== null) parts.push(money(summary.costMinor, currency));
  const reserve = summary.reserve > 0 ? ` ${summary.reserve} are picked at random, as an honest reserve.` : '';
  return `${parts.join(', ')}.${reserve}`;
}

/** What the recording order saves; null where worth alone would swap no more levels. */
export function orderSentence({
  summary: { changeovers },
  changeoversByWorth,
}: Pick<ShownSchedule, 'summary' | 'changeoversByWorth'>): string | null {
  if (changeoversByWorth <= changeovers) return null;
  return `In this order ${counted(changeovers, 'level is', 'levels are')} swapped on the way; in the order of worth alone it would be ${changeoversByWorth.toLocaleString('en')}.`;
}

/** What the blocks add up to by their strategy's own measure; some strategies, such as random, have none. */
export const valueWords = ({ value }: Pick<ScheduleSummary, 'value'>) => (value > 0 ? significant(value) : '–');

/** What was kept out before selection, one sentence a reason; empty when nothing was. */
export function heldBackSentences({ rules, held, unknown }: HeldBack): string[] {
  const sentences = rules.map(
    ({ configurations, reason }) => `${counted(configurations, 'configuration')} by a safety rule: ${reason}`,
  );
  if (held > 0)
    sentences.push(
      `${counted(held, 'configuration')} held until a lead releases them: predicted actions went over a limit.`,
    );
  if (unknown > 0)
    sentences.push(
      `${counted(unknown, 'configuration')} without rollouts: this program does not schedule what is unknown.`,
    );
  return sentences;
}

/** Why disagreement was not used, or used against the rule; null above the bootstrap size. */
export function bootstrapSentence(bootstrap: ScheduleSummary['bootstrap']): string | null {
  if (!bootstrap) return null;
  const size =
    bootstrap.trainingSetSize === 0
      ? 'No training-set size is known for the acting policy'
      : `The acting policy was trained on ${counted(bootstrap.trainingSetSize, 'demonstration')}`;
  const rule = `${size}; below ${bootstrap.below} its disagreement is not trusted`;
  return bootstrap.override === null
    ? `${rule}, so scored strategies choose by coverage.`
    : `${rule}. Used all the same: ${bootstrap.override}`;
}

/** The state a person means: a schedule of a closed round is closed, whether or not it was published. */
export function stateWord(schedule: { state: string; round: { state: string } }): string {
  return schedule.state !== 'discarded' && schedule.round.state === 'closed' ? 'closed' : schedule.state;
}

/** The shares of a schedule with its factors by the names people gave them. */
export function namedShares({ summary, factors }: Pick<ShownSchedule, 'summary' | 'factors'>) {
  const names = new Map(factors.map(({ key, name }) => [key, name]));
  return summary.shares.map((share) => ({ ...share, factor: names.get(share.factor) ?? share.factor }));
}

/** Levels of the matrix that a schedule touches, of all that it has. */
export function levelsTouched(summary: ScheduleSummary): number {
  return summary.shares.filter(({ demonstrations }) => demonstrations > 0).length;
}

/** What a standing cap choice says, for print. */
export function capChoiceSentence(choice: ScheduleSummary['capChoices'][number]): string {
  const subject = choice.subject === 'configuration' ? 'every configuration' : choice.subject;
  const cap = choice.percent === null ? 'no cap' : `a cap of ${choice.percent} %`;
  const why = choice.reason ? `: ${choice.reason}` : '';
  return `${choice.chosenByName} chose ${cap} for ${subject} on ${choice.chosenAt.slice(0, 10)}${why}`;
}

/** How well the groups hold apart that a batch stands for; null where its strategy looks for none. */
export function clusterSentence({ clusters }: Pick<ScheduleSummary, 'clusters'>): string | null {
  if (!clusters) return null;
  const { groups, configurations, measuredOn, silhouette, daviesBouldin } = clusters;
  const on =
    measuredOn === configurations
      ? `all ${configurations.toLocaleString('en')} configurations`
      : `${measuredOn.toLocaleString('en')} of ${configurations.toLocaleString('en')} configurations, drawn at random`;
  const index =
    daviesBouldin === null
      ? ''
      : ` and a Davies–Bouldin index of ${significant(daviesBouldin)} (less is further apart)`;
  return `They stand for ${groups} groups of similar configurations, with a mean silhouette of ${significant(silhouette, 2)} (1 is well apart, 0 side by side)${index}, on ${on}.`;
}
