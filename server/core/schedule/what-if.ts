import { anovaSimilarity } from '../acquisition/kernel';
import { acquisitionScores } from '../acquisition/score';
import { DomainError } from '../errors';
import { quantile } from '../numeric/quantile';
import { mean } from '../numeric/variance';
import { batchDiversity, largestShareOf, meanScoreOf, sharedWith } from './batch-figures';
import { decide } from './decide';
import type { IntegerSolver } from './integer-program';
import { recordingOrder } from './recording-order';
import type { ReplayInputs } from './replay-inputs';
import type { ProposedBlock, StrategyName } from './schema';

/** Strategies that a past batch is held against, beside its own. */
const HELD_AGAINST = ['random', 'top-k', 'dpp'] as const satisfies readonly StrategyName[];

/** Random batches drawn, because one of them proves nothing. */
export const DRAWS = 20;

/** A figure over the draws of a strategy: its mean, and the 5 % and 95 % quantiles where there are several draws. */
export interface Drawn {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What one strategy would have asked for, from the inputs of that day. */
export interface Alternative {
  readonly strategy: StrategyName;
  /** Whether the caps of that day held. */
  readonly capped: boolean;
  /** Whether this is what was proposed. */
  readonly own: boolean;
  readonly draws: number;
  /** Why there is no such batch; the figures are then null. */
  readonly refused: string | null;
  readonly figures: AlternativeFigures | null;
}

export interface AlternativeFigures {
  readonly configurations: Drawn;
  /** mean + beta·sd over the demonstrations, in units of the scores of that day; null where nothing was scored. */
  readonly meanScore: Drawn | null;
  /** Variety of the batch, from 0 to 1. */
  readonly diversity: Drawn | null;
  /** Levels swapped between successive blocks, in recording order. */
  readonly changeovers: Drawn;
  /** The same with every factor's changeover weight. */
  readonly weightedChangeovers: Drawn;
  /** Share of the proposed demonstrations that this batch asks for too. */
  readonly shared: Drawn;
  /** Largest share of one level, per factor. */
  readonly largestShares: { factor: string; share: number }[];
}

export interface WhatIf {
  readonly demonstrations: number;
  readonly alternatives: Alternative[];
}

/**
 * What other strategies would have picked from the stored inputs of a schedule, with and without its caps. Disagreement
 * is used as it stood, also below the bootstrap size. It compares picks: nobody recorded the others, so nothing is said
 * of outcomes. `weights` has one changeover weight per factor. About 25 decisions.
 */
export function whatIf(inputs: ReplayInputs, weights: readonly number[], solver: IntegerSolver): WhatIf {
  const proposed = decide(inputs, solver);
  const own = inputs.request.strategy;
  const names: StrategyName[] = [own, ...HELD_AGAINST.filter((name) => name !== own)];
  const uncapped = { perFactor: {}, perConfiguration: null };
  const alternatives = names.flatMap((strategy) =>
    [true, false].map((capped): Alternative => {
      const about = { strategy, capped, own: capped && strategy === own };
      const request = { ...inputs.request, strategy, caps: capped ? inputs.request.caps : uncapped };
      if (about.own) return drawn(inputs, [proposed.picks], proposed.picks, weights, about);
      const draws = strategy === 'random' ? DRAWS : 1;
      try {
        const batches = Array.from({ length: draws }, (_, draw) => {
          const seed = draws === 1 ? request.seed : `${request.seed}/what-if/${draw}`;
          const other = { ...inputs, request: { ...request, seed }, bootstrapBelow: 0, solutions: [] };
          return decide(other, solver).picks;
        });
        return drawn(inputs, batches, proposed.picks, weights, about);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return { ...about, draws: 0, refused: error.message, figures: null };
      }
    }),
  );
  return { demonstrations: proposed.summary.demonstrations, alternatives };
}

function drawn(
  { pool, scores, request }: ReplayInputs,
  batches: readonly (readonly ProposedBlock[])[],
  proposed: readonly ProposedBlock[],
  weights: readonly number[],
  about: Pick<Alternative, 'strategy' | 'capped' | 'own'>,
): Alternative {
  const similarity = anovaSimilarity(pool);
  const worth = scores && acquisitionScores({ scores, beta: request.beta, discount: null, pool });
  const width = pool.factors.length;
  const swaps = batches.map((picks) => {
    const stored = picks.map(({ index, reason }) => ({
      levelIds: Array.from(pool.levels.subarray(index * width, (index + 1) * width)),
      score: reason.score,
      spread: reason.spread,
    }));
    const { order, changeovers } = recordingOrder(stored, weights, request.beta);
    const inOrder = order.map((place) => stored[place].levelIds);
    return { changeovers, weighted: weightedSwaps(inOrder, weights) };
  });
  return {
    ...about,
    draws: batches.length,
    refused: null,
    figures: {
      configurations: over(batches.map((picks) => new Set(picks.map(({ index }) => index)).size)),
      meanScore: overKnown(batches.map((picks) => meanScoreOf(picks, worth))),
      diversity: overKnown(batches.map((picks) => batchDiversity(picks, similarity))),
      changeovers: over(swaps.map(({ changeovers }) => changeovers)),
      weightedChangeovers: over(swaps.map(({ weighted }) => weighted)),
      shared: over(batches.map((picks) => sharedWith(picks, proposed))),
      largestShares: pool.factors.map(({ key }, f) => ({
        factor: key,
        share: mean(batches.map((picks) => largestShareOf(picks, pool, f))) ?? 0,
      })),
    },
  };
}

function weightedSwaps(stops: readonly (readonly number[])[], weights: readonly number[]): number {
  let sum = 0;
  for (let at = 1; at < stops.length; at++)
    for (const [f, weight] of weights.entries()) if (stops[at][f] !== stops[at - 1][f]) sum += weight;
  return sum;
}

function over(values: readonly number[]): Drawn {
  const several = values.length > 1;
  return {
    mean: mean(values) ?? Number.NaN,
    low: several ? quantile(values, 0.05) : null,
    high: several ? quantile(values, 0.95) : null,
  };
}

function overKnown(values: readonly (number | null)[]): Drawn | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? over(known) : null;
}
