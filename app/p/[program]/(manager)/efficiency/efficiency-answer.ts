import type { inferRouterOutputs } from '@trpc/server';
import { percent, significant } from '@/app/_ui/figure';
import type { AppRouter } from '@/server/routers';

export type EfficiencyData = inferRouterOutputs<AppRouter>['evaluations']['efficiency'];

/** The page's one sentence: what was saved, how sure, or why that cannot be said yet. */
export function efficiencyAnswer(data: EfficiencyData): string {
  if (data.evaluations.length === 0) return 'Nothing was evaluated yet, so nothing can be said about efficiency.';
  const last = (arm: 'active' | 'random') => data.bands.find((row) => row.arm === arm)?.band.points.at(-1);
  const [active, random] = [last('active'), last('random')];
  const { comparison } = data;
  if (comparison?.savedInterval && comparison.claimable) {
    const { estimate, low, high } = comparison.savedInterval;
    const upTo = comparison.censored
      ? ` In ${comparison.censored} runs active never got there, so the true figure is lower.`
      : '';
    return `To reach random collection's final success, active collection needed ${significant(estimate)} fewer demonstrations (90 % interval ${significant(low)} to ${significant(high)}, ${comparison.n} paired runs).${upTo}`;
  }
  if (comparison) {
    return `${comparison.n} paired ${comparison.n === 1 ? 'run' : 'runs'} so far; a claim about savings needs at least 6. The curves describe these runs only.`;
  }
  if (active && !random)
    return `Active collection stands at ${percent(active.mean)} success after ${active.x} demonstrations; there is no random arm to compare it with yet.`;
  if (random && !active)
    return `Random collection stands at ${percent(random.mean)} success after ${random.x} demonstrations; there is no active arm yet.`;
  return 'The arms share no seed and no range of demonstrations, so they are shown side by side and not compared.';
}
