import type { StrategyName } from '@/server/core/schedule/schema';
import type { Bench } from './bench';
import type { Client } from './client';
import type { Journal } from './journal';
import type { Recipe } from './recipe';
import type { WriteDataset } from './recordings';
import type { Trainer } from './trainer';

/** How large a simulated program is. Counts are demonstrations, rollouts and trials. */
export interface LabPlan {
  /** Random demonstrations before the first training. */
  bootstrap: number;
  /** Demonstrations of each later round; a multiple of 5, so that the default caps hold. */
  perRound: number;
  /** Rounds after the bootstrap that are worked off; one more is published and left open. */
  rounds: number;
  /** Share of the open round's assignments that are worked off, 0 to 1. */
  openShare: number;
  strategy: StrategyName;
  /** Percent of the matrix that the policy drives once each before it is scored. */
  probePercent: number;
  /** Configurations of the panel, and trials of each. */
  panel: { configurations: number; starts: number };
  recipe: Recipe;
}

/** A lab at work: what it is connected to, what it simulates and how it keeps what is done. */
export interface Lab {
  client: Client;
  journal: Journal;
  bench: Bench;
  trainer: Trainer;
  plan: LabPlan;
  write: WriteDataset;
  /** Told of every step that was taken. */
  say(step: string): void;
}
