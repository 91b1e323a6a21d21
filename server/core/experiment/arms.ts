import type { StrategyName } from '../schedule/schema';
import { Experiment } from './schema';

/** Raised when the lab's physics, training or selection change so that one order gives other numbers: arms of two editions are no pair. */
const LAB_EDITION = 2;

/** How far the lab is with what it was asked for. */
export const LAB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** What an experiment is unless something else is asked for: the sizes of the README's evidence. */
export const DEFAULT_EXPERIMENT: Omit<Experiment, 'design' | 'strategies' | 'seeds'> = (({
  design: _,
  strategies: __,
  seeds: ___,
  ...rest
}) => rest)(Experiment.parse({ design: 'flat', strategies: ['random'], seeds: [0] }));

/** One arm of an experiment: everything its result depends on. */
export type ArmOrder = Omit<Experiment, 'strategies' | 'seeds'> & { strategy: StrategyName; seed: number };

/** What an arm did, training by training; enough to store its training sets and trials. */
export interface ArmRecord {
  trainings: {
    /** Demonstrations it was trained on, by index of the configuration in the design. */
    demonstrated: number[];
    /** Levels swapped between them, batch after batch, each in the order of a published schedule. */
    changeovers: number;
    /** How each trial of the panel failed, null for a success: all configurations in turn, as often as there are trials. */
    failures: (string | null)[];
  }[];
  cpuSeconds: number;
}

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

/** The counts of a record. */
export function resultOf({ trainings, cpuSeconds }: ArmRecord): ArmResult {
  return {
    demonstrations: trainings.map(({ demonstrated }) => demonstrated.reduce((sum, count) => sum + count, 0)),
    successes: trainings.map(({ failures }) => failures.filter((failure) => failure === null).length),
    trials: trainings[0].failures.length,
    failures: trainings.map(({ failures }) => countsOf(failures.filter((failure) => failure !== null))),
    cpuSeconds,
  };
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The arms of an experiment, seed by seed, so that whole pairs are there early. */
export function armsOf({ strategies, seeds, ...rest }: Experiment): ArmOrder[] {
  return seeds.flatMap((seed) => strategies.map((strategy) => ({ ...rest, strategy, seed })));
}

/** The name under which an arm's result is kept: two orders with one name give the same result. */
export function nameOf(order: ArmOrder): string {
  const { design, strategy, seed, physics, rounds, initial, perRound, trials, capped, trainingSteps } = order;
  const caps = capped ? 'capped' : 'free';
  return [design, strategy, seed, physics, rounds, initial, perRound, trials, caps, trainingSteps, LAB_EDITION].join(
    '/',
  );
}

/** What arms must share to be compared in one design, in words: physics, demonstrations, caps, training and trials. */
export function settingsOf(order: Omit<ArmOrder, 'design' | 'strategy' | 'seed'>): string {
  const { physics, initial, rounds, perRound, capped, trainingSteps, trials } = order;
  const tried = `${trials} ${trials === 1 ? 'trial' : 'trials'} each`;
  return `${physics}, ${initial} + ${rounds} × ${perRound}, ${capped ? 'capped' : 'no caps'}, ${trainingSteps} steps, ${tried}, lab ${LAB_EDITION}`;
}

/** What one demonstration of the lab is: two with one name are the same recording. `repeat` counts from 0 within the configuration. */
export function demonstrationName(order: ArmOrder, configuration: number, repeat: number): string {
  return `${order.design}/${order.physics}/${order.seed}/${configuration}/${repeat}/${LAB_EDITION}`;
}
