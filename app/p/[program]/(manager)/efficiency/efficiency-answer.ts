import type { inferRouterOutputs } from '@trpc/server';
import { capitalised, percent, significant } from '@/app/_ui/figure';
import { strategies } from '@/server/core/acquisition/strategies';
import { valueAt } from '@/server/core/evaluation/curve';
import type { Interval } from '@/server/core/evaluation/interval';
import { StrategyName } from '@/server/core/schedule/schema';
import type { AppRouter } from '@/server/routers';

export type EfficiencyData = inferRouterOutputs<AppRouter>['evaluations']['efficiency'];

export type EvidenceData = inferRouterOutputs<AppRouter>['evaluations']['evidence'];
export type ArmComparisonData = NonNullable<EfficiencyData['comparison']>;

/** An arm as people read it: "Random", or "Active: disagreement and variety". Teams may name strategies of their own. */
export function armLabel(arm: 'active' | 'random', strategy: string | null): string {
  if (arm === 'random') return 'Random';
  return strategy ? `Active: ${strategyTitle(strategy).toLowerCase()}` : 'Active';
}

/** What goes by the random arm's name without being known to be it. */
export const BY_NAME_ALONE = { subset: 'Random subset', unlisted: 'Random by name alone' } as const;

/** The title of a strategy of ours, or the name a team gave its own. */
export function strategyTitle(strategy: string): string {
  const known = StrategyName.safeParse(strategy);
  return known.success ? strategies[known.data].title : strategy || 'not named';
}

/** What the paired figures rest on: how many, of what kind, over which range. */
export function basisOf({ n, basis, range }: ArmComparisonData, unit: string): string {
  const runs =
    basis === 'runs' ? counted(n, 'paired collection run') : `one collection, ${counted(n, 'training seed')}`;
  return `${runs}, ${significant(range[0])} to ${significant(range[1])} ${unit}`;
}

/** "1 run", "3 runs". */
export function counted(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;
}

/** The label of simulated figures: the design, and the seed or the seeds of what is shown. */
export function simulatedWords(
  { design, seed }: NonNullable<EfficiencyData['simulation']>,
  evaluations: readonly { seed: number | null }[],
): string {
  if (seed !== null) return `simulated: ${design}, seed ${seed}`;
  const seeds = [...new Set(evaluations.flatMap((row) => row.seed ?? []))].sort((a, b) => a - b);
  const [first, last] = [seeds[0], seeds[seeds.length - 1]];
  if (seeds.length === 0) return `simulated: ${design}`;
  if (seeds.length === 1) return `simulated: ${design}, seed ${first}`;
  const named = last - first === seeds.length - 1 ? `${first} to ${last}` : seeds.join(', ');
  return `simulated: ${design}, seeds ${named}`;
}

/** What was saved, or lost, on the way to random's final success, and whether it may have been nothing. */
function savedSentence({ estimate, low, high, n, level }: Interval): string {
  const size = `${significant(Math.abs(estimate))} ${estimate < 0 ? 'more' : 'fewer'} demonstrations`;
  const range = `${Math.round(100 * level)} % interval of what was saved ${significant(low)} to ${significant(high)}, ${n} paired runs`;
  const reached = `to reach random collection's final success, active collection needed ${size} (${range})`;
  if (low > 0 || high < 0) return `${capitalised(reached)}.`;
  return `Whether active collection saves anything is not known yet: ${reached}.`;
}

function neverSentence(censored: number): string {
  if (censored === 0) return '';
  return `In ${counted(censored, 'run')} active never got there, so the true figure is lower.`;
}

/** How both arms stand at `x`, which is as far as both were evaluated: beyond it one of them has more behind it. */
function sideBySide({ bands, axis }: EfficiencyData, x: number): string {
  const at = axis === 'demonstrations' ? `After ${significant(x)} demonstrations` : 'Where the shorter curve ends';
  const stands = (arm: 'active' | 'random') => {
    const points = bands.find((row) => row.arm === arm)?.band.points ?? [];
    const line = { x: points.map((point) => point.x), y: points.map(({ mean }) => mean) };
    const measured = line.x.includes(x) ? '' : ' (between two of its evaluations)';
    return `${percent(valueAt(line, x) ?? Number.NaN)} success${measured}`;
  };
  return `${at} active collection stands at ${stands('active')} and random at ${stands('random')}, in`;
}

/** The page's one sentence: what was saved, how sure, or why that cannot be said yet. */
export function efficiencyAnswer(data: EfficiencyData): string {
  if (data.evaluations.length === 0) return 'Nothing was evaluated yet, so nothing can be said about efficiency.';
  const last = (arm: 'active' | 'random') => data.bands.find((row) => row.arm === arm)?.band.points.at(-1);
  const [active, random] = [last('active'), last('random')];
  const { comparison } = data;
  if (comparison?.savedInterval && comparison.claimable) {
    return [savedSentence(comparison.savedInterval), neverSentence(comparison.censored)].filter(Boolean).join(' ');
  }
  if (comparison) {
    const paired =
      comparison.basis === 'runs'
        ? counted(comparison.n, 'paired run')
        : `${counted(comparison.n, 'training seed')} of one collection`;
    const runs = `${paired}; a claim about savings needs at least 6 collection runs.`;
    const sides = active && random ? sideBySide(data, Math.min(active.x, random.x)) : 'So far';
    return `${sides} ${runs}`;
  }
  if (active && !random)
    return `Active collection stands at ${percent(active.mean)} success at the end of its curve; there is no random arm to compare it with yet.`;
  if (random && !active)
    return `Random collection stands at ${percent(random.mean)} success at the end of its curve; there is no active arm yet.`;
  return 'The arms share no seed and no range of demonstrations, so they are shown side by side and not compared.';
}
