import { EfficiencyQuestion } from '@/server/core/evaluation/schema';

/** What an address asks of the page; whatever it says wrongly is left out. */
export function questionOf(search: Record<string, string | undefined>): EfficiencyQuestion {
  const number = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text));
  const { panelId, strategy, axis, against, target } = EfficiencyQuestion.shape;
  return EfficiencyQuestion.parse({
    panelId: panelId.safeParse(number(search.panel)).data,
    strategy: strategy.safeParse(search.strategy).data,
    axis: axis.safeParse(search.axis).data,
    against: against.safeParse(search.against).data,
    target: target.safeParse(number(search.target)).data,
  });
}
