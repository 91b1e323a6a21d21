import type { EfficiencyData } from './efficiency-answer';

/** Where the random episodes of a real program run out, before the `largest` training set that is to be compared. */
export function randomEndSentence(atRandom: number, largest: number): string {
  const picked = `${atRandom.toLocaleString('en')} confirmed ${atRandom === 1 ? 'demonstration was' : 'demonstrations were'} picked at random`;
  return `${picked}, and the random arm is made of these alone: the comparison ends at ${atRandom.toLocaleString('en')} of ${largest.toLocaleString('en')} demonstrations.`;
}

/** Where the comparison ends before the active arm does; null where random episodes reach as far, or are the lab's own. */
export function comparisonEnd({
  atRandom,
  evaluations,
}: Pick<EfficiencyData, 'atRandom' | 'evaluations'>): string | null {
  const active = evaluations.filter(({ arm }) => arm === 'active');
  const largest = Math.max(0, ...active.map(({ demonstrations }) => demonstrations ?? 0));
  return atRandom !== null && atRandom < largest ? randomEndSentence(atRandom, largest) : null;
}
