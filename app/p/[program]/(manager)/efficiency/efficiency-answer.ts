import type { inferRouterOutputs } from '@trpc/server';
import { percent, significant } from '@/app/_ui/figure';
import { strategies } from '@/server/core/acquisition/strategies';
import { StrategyName } from '@/server/core/schedule/schema';
import type { AppRouter } from '@/server/routers';

export type EfficiencyData = inferRouterOutputs<AppRouter>['evaluations']['efficiency'];

/** An arm as people read it: "Random", or "Active: disagreement and variety". Teams may name strategies of their own. */
export function armLabel(arm: 'active' | 'random', curves: readonly { arm: string; strategy: string }[]): string {
  const names = curves.filter((curve) => curve.arm === arm && curve.strategy !== arm).map((curve) => curve.strategy);
  const titles = [...new Set(names.filter(Boolean).map(titleOf))];
  const name = arm === 'active' ? 'Active' : 'Random';
  return titles.length > 0 ? `${name}: ${titles.join(', ')}` : name;
}

function titleOf(strategy: string): string {
  const known = StrategyName.safeParse(strategy);
  return known.success ? strategies[known.data].title.toLowerCase() : strategy;
}

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
    const runs = `${comparison.n} paired ${comparison.n === 1 ? 'run' : 'runs'}; a claim about savings needs at least 6.`;
    if (!active || !random) return `So far ${runs}`;
    const at = active.x === random.x ? `After ${active.x} demonstrations` : 'At the end of their curves';
    return `${at} active collection stands at ${percent(active.mean)} success and random at ${percent(random.mean)}, in ${runs}`;
  }
  if (active && !random)
    return `Active collection stands at ${percent(active.mean)} success after ${active.x} demonstrations; there is no random arm to compare it with yet.`;
  if (random && !active)
    return `Random collection stands at ${percent(random.mean)} success after ${random.x} demonstrations; there is no active arm yet.`;
  return 'The arms share no seed and no range of demonstrations, so they are shown side by side and not compared.';
}
