import type { Random } from '../numeric/random';
import type { Allocation } from '../schedule/allocation-problem';
import type { IntegerSolver } from '../schedule/integer-program';
import type { Oracle } from '../schedule/oracle';
import type { Pool } from '../schedule/pool';
import type { Binding, HybridWeights } from '../schedule/schema';
import type { Outcomes } from '../uncertainty/failure-model';
import type { Similarity } from './kernel';

/** An allocation and the most it could be without caps: as much worth in fractions, and what one more demonstration would add there. */
export type Proof = Allocation & { free: { value: number; marginal: number } | null };

/** What a strategy chooses from, and the oracle that says what still fits. */
export interface SelectionProblem {
  pool: Pool;
  oracle: Oracle;
  /** Demonstrations this strategy is to place. */
  demonstrations: number;
  /** Score and spread per configuration; null before anything is scored. */
  scores: { mean: Float64Array; sd: Float64Array } | null;
  /** Weight of the spread in mean + beta·sd. */
  beta: number;
  /** Factor on each score for demonstrations that are there already, 0 to 1; null where nothing is known of it. */
  discount: Float64Array | null;
  /** Weights of the hybrid strategy; equal ones where absent. */
  hybrid?: HybridWeights;
  similarity: Similarity;
  /** Configurations that already have confirmed demonstrations. */
  evidence: readonly number[];
  /** How probe rollouts ended; null where none is known. */
  outcomes: Outcomes | null;
  /** Confirmed demonstrations of each configuration, N; null where they are not told apart. */
  demonstrated: Float64Array | null;
  /** For what only an integer program can settle; without it such a problem is solved by greedy steps. */
  solver?: IntegerSolver;
  /** Told what an exact method proved about its batch. */
  prove?(proof: Proof): void;
  /** How often each configuration occurs where the policy is used; null when nobody said. */
  deployment: Float64Array | null;
}

/** One block, in the order it was chosen. */
export interface Pick {
  index: number;
  demonstrations: number;
  /** What this block adds to the strategy's objective; null where the strategy has none (random). */
  gain: number | null;
  /** Probability of failure there, where the strategy goes by it. */
  failure?: number;
  /** The constraint that turned away a better block at this moment, and that block. */
  boundBy: Binding | null;
  insteadOf: { index: number; gain: number } | null;
}

/** Picks blocks one after another; the oracle has taken each of them when it returns. Deterministic in `random`. */
export type Strategy = (problem: SelectionProblem, random: Random) => Pick[];
