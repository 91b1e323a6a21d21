import type { StrategyName } from '@/server/core/schedule/schema';
import { RECIPE } from './recipe';

export const PHYSICS = ['light', 'mujoco'] as const;

/** What is tried: one arm for each strategy and seed. Counts are demonstrations; arms of one seed are paired. */
export interface Experiment {
  design: string;
  strategies: readonly StrategyName[];
  seeds: readonly number[];
  physics: (typeof PHYSICS)[number];
  rounds: number;
  /** Random demonstrations before the first training. */
  initial: number;
  /** Demonstrations of each round; a multiple of 5 under the default caps. */
  perRound: number;
  /** Evaluation trials of each configuration. */
  trials: number;
  capped: boolean;
  /** Training steps of each checkpoint. */
  trainingSteps: number;
}

/** What an experiment is unless something else is asked for: the sizes of the README's evidence. */
export const DEFAULT_EXPERIMENT: Omit<Experiment, 'design' | 'strategies' | 'seeds'> = {
  physics: 'light',
  rounds: 5,
  initial: 60,
  perRound: 20,
  trials: 2,
  capped: true,
  trainingSteps: RECIPE.steps,
};

/** One arm of an experiment: everything its result depends on. */
export type ArmOrder = Omit<Experiment, 'strategies' | 'seeds'> & { strategy: StrategyName; seed: number };

/** What one arm came to, a value for each training. */
export interface ArmResult {
  demonstrations: number[];
  successes: number[];
  /** Trials of each evaluation. */
  trials: number;
  /** Failed trials by failure mode. */
  failures: Record<string, number>[];
  cpuSeconds: number;
}

/** The arms of an experiment, seed by seed, so that whole pairs are there early. */
export function armsOf({ strategies, seeds, ...rest }: Experiment): ArmOrder[] {
  return seeds.flatMap((seed) => strategies.map((strategy) => ({ ...rest, strategy, seed })));
}

/** The name under which an arm's result is kept: two orders with one name give the same result. */
export function nameOf(order: ArmOrder): string {
  const { design, strategy, seed, physics, rounds, initial, perRound, trials, capped, trainingSteps } = order;
  const caps = capped ? 'capped' : 'free';
  return [design, strategy, seed, physics, rounds, initial, perRound, trials, caps, trainingSteps].join('/');
}
