import type { Pick } from '../acquisition/strategy';
import type { Binding, BoundConstraint } from './schema';

/** Constraints whose batch is selected again without them; the others are priced at the margin. */
const SOLVED_AGAIN = 3;

/** Σ of the gains; null where a block has none, so that sums of different batches cannot be compared. */
export function gainOf(picks: readonly Pick[]): number | null {
  return picks.reduce<number | null>((sum, { gain }) => (sum === null || gain === null ? null : sum + gain), 0);
}

/**
 * Every constraint that turned better blocks away, the most frequent first, with what it cost: for the first few the gain
 * of the batch that `without` selects once that constraint is lifted, above the gain of `picks`; for the others, and where
 * `without` gives null, the gains turned away at the moment less the gains taken instead.
 */
export function bindingCosts(picks: readonly Pick[], without: (lifted: Binding) => number | null): BoundConstraint[] {
  const groups = new Map<string, { binding: Binding; blocks: number; margin: number }>();
  for (const { boundBy, insteadOf, gain } of picks) {
    if (!boundBy) continue;
    const key = JSON.stringify(boundBy);
    const group = groups.get(key) ?? { binding: boundBy, blocks: 0, margin: 0 };
    group.blocks++;
    if (insteadOf && gain !== null) group.margin += Math.max(0, insteadOf.gain - gain);
    groups.set(key, group);
  }
  const own = gainOf(picks);
  const ordered = [...groups.values()].sort((a, b) => b.blocks - a.blocks || b.margin - a.margin);
  return ordered.map(({ binding, blocks, margin }, place) => {
    const other = place < SOLVED_AGAIN && own !== null && binding.kind !== 'completion' ? without(binding) : null;
    const lost =
      other === null || own === null
        ? ({ value: margin, by: 'marginal' } as const)
        : // A greedy batch may come out better with a constraint than without; the constraint then cost nothing.
          ({ value: Math.max(0, other - own), by: 'solved again' } as const);
    return { binding, blocks, lost };
  });
}
