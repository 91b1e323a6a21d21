import { DEFAULT_EXPERIMENT } from '@/server/core/experiment/arms';

/** How an ensemble is trained. The same recipe, data and seed give the same parameters bit for bit. */
export interface Recipe {
  members: number;
  /** Width of both hidden layers. */
  hidden: number;
  /** Actions per predicted chunk. */
  horizon: number;
  batch: number;
  steps: number;
  /** Peak learning rate; falls to zero along a half cosine. */
  learningRate: number;
  weightDecay: number;
}

export const RECIPE: Recipe = {
  members: 5,
  hidden: 64,
  horizon: 4,
  batch: 64,
  steps: DEFAULT_EXPERIMENT.trainingSteps,
  learningRate: 3e-3,
  weightDecay: 1e-3,
};

/** Seed of a training: both arms of a seed train from the same initial weights and in the same order. */
export const trainingSeed = (seed: string | number, demonstrations: number) => `lab/${seed}/size/${demonstrations}`;
