import { spearman } from '@/server/core/numeric/correlation';

/** A block of a schedule: the expected model change it stands for and how much of it is done. */
export interface ExpectedChange {
  readonly mass: number;
  readonly planned: number;
  readonly collected: number;
}

/**
 * Share (0 to 1) of a round's expected-model-change mass that has been collected; over-collection of a block counts once.
 * Null when the plan holds no mass.
 */
export function collectedImprovement(blocks: readonly ExpectedChange[]): number | null {
  let [done, all] = [0, 0];
  for (const { mass, planned, collected } of blocks) {
    if (planned <= 0) continue;
    all += mass;
    done += mass * Math.min(1, collected / planned);
  }
  return all > 0 ? done / all : null;
}

/** Rank correlation of estimated improvement with the gain in success each round then made; null below three rounds. */
export function estimateSkill(rounds: readonly { readonly estimated: number; readonly gained: number }[]) {
  if (rounds.length < 3) return null;
  return spearman(
    rounds.map(({ estimated }) => estimated),
    rounds.map(({ gained }) => gained),
  );
}
