import type { inferRouterOutputs } from '@trpc/server';
import type { WorkState } from '@/app/_ui/progress-panel';
import { strategies } from '@/server/core/acquisition/strategies';
import type { AppRouter } from '@/server/routers';

export type Experiments = inferRouterOutputs<AppRouter>['experiments']['list'];
export type ExperimentRow = Experiments['experiments'][number];

/** The page's one line: what is there, and what goes on. */
export function experimentsAnswer({ simulation, experiments }: Experiments): string {
  if (simulation === null) return 'This program is of a real robot; experiments are simulated.';
  if (simulation.experimentsOf === undefined)
    return 'Try budgets and strategies here, before they cost operators’ hours. Nothing in this program is touched.';
  const going = experiments.filter(goesOn).length;
  const done = experiments.filter(({ state }) => state === 'done').length;
  const said = `${done} of ${experiments.length} done on ${simulation.design}`;
  return going > 0 ? `${said}; ${going} going on.` : `${said}.`;
}

export const goesOn = ({ state }: ExperimentRow) => state === 'queued' || state === 'running';

/** What is tried, in the order asked for. */
export function strategiesWords({ plan }: ExperimentRow): string {
  return plan.strategies.map((name) => strategies[name].title).join(', ');
}

/** "seeds 0 to 5", or each one by name. */
export function seedsWords(seeds: readonly number[]): string {
  const inRow = seeds.every((seed, i) => seed === seeds[0] + i);
  if (seeds.length === 1) return `seed ${seeds[0]}`;
  return `seeds ${inRow ? `${seeds[0]} to ${seeds[seeds.length - 1]}` : seeds.join(', ')}`;
}

export function workState({ state }: ExperimentRow): WorkState {
  return state === 'queued' ? 'waiting' : state;
}

/** Where its curves are drawn. */
export function curvesHref(program: string, { panelId, plan }: ExperimentRow): string {
  const active = plan.strategies.find((name) => name !== 'random');
  return `/p/${program}/efficiency?panel=${panelId}${active ? `&strategy=${active}` : ''}`;
}
