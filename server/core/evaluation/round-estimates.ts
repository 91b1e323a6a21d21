import type { CurvePoint } from './curve';
import { collectedImprovement, estimateSkill } from './estimated-improvement';

/** A pick of a published schedule with what was asked for and what is confirmed. */
export interface CollectedPick {
  readonly round: number;
  readonly score: number | null;
  readonly spread: number | null;
  readonly beta: number;
  readonly planned: number;
  readonly confirmed: number;
}

export interface RoundEstimate {
  readonly round: number;
  readonly planned: number;
  readonly confirmed: number;
  /** Share (0 to 1) of the round's expected-model-change mass that is collected; null where nothing was scored. */
  readonly improvement: number | null;
  /** The mass collected: Σ (mean + beta·sd) × confirmed; null where nothing was scored. */
  readonly mass: number | null;
  /** Points of success gained from the evaluation before to the one after; null while one is missing. */
  readonly gained: number | null;
}

/**
 * What each round was expected to change and what it then gained. A demonstration's expected model change is taken as the
 * score of its configuration. A round's gain is that of `curve` between the training sets before and after it, which are
 * known by their size: what the rounds before confirmed, and that with what this round confirmed.
 */
export function roundEstimates(
  picks: readonly CollectedPick[],
  curve: readonly CurvePoint[],
): { rounds: RoundEstimate[]; skill: number | null } {
  const numbers = [...new Set(picks.map(({ round }) => round))].sort((a, b) => a - b);
  const rounds = numbers.map((round): RoundEstimate => {
    const own = picks.filter((pick) => pick.round === round);
    const scored = own.flatMap(({ score, spread, beta, planned, confirmed }) =>
      score === null ? [] : [{ mass: (score + beta * (spread ?? 0)) * planned, planned, collected: confirmed }],
    );
    const before = totalBefore(picks, round);
    const confirmed = own.reduce((sum, pick) => sum + pick.confirmed, 0);
    return {
      round,
      planned: own.reduce((sum, pick) => sum + pick.planned, 0),
      confirmed,
      improvement: collectedImprovement(scored),
      mass: scored.length > 0 ? scored.reduce((sum, one) => sum + (one.mass * one.collected) / one.planned, 0) : null,
      gained: gainBetween(curve, before, before + confirmed),
    };
  });
  const judged = rounds.flatMap(({ mass, gained }) =>
    mass === null || gained === null ? [] : [{ estimated: mass, gained }],
  );
  return { rounds, skill: estimateSkill(judged) };
}

function totalBefore(picks: readonly CollectedPick[], round: number): number {
  return picks.reduce((sum, pick) => sum + (pick.round < round ? pick.confirmed : 0), 0);
}

/** Points gained between evaluations at exactly these sizes; null unless both were made. */
function gainBetween(curve: readonly CurvePoint[], from: number, to: number): number | null {
  const rateAt = (size: number) => {
    const point = curve.find(({ demonstrations }) => demonstrations === size);
    return point ? point.successes / point.trials : null;
  };
  const [before, after] = [rateAt(from), rateAt(to)];
  return before === null || after === null || from === to ? null : 100 * (after - before);
}
