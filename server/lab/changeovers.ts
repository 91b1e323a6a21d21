import { recordingOrder } from '@/server/core/schedule/recording-order';
import { CHANGEOVER } from './program';
import { configurationAt, type Design, FACTORS } from './world/design';

/**
 * Counts the levels that are swapped while batches are recorded one after another, each in the order in which the product
 * publishes picks without scores. Answers each batch (configuration indices) with the count so far.
 */
export function openChangeovers(design: Design): (batch: readonly number[]) => number {
  const weights = FACTORS.map((factor) => CHANGEOVER[factor]);
  let before: readonly number[] | null = null;
  let swapped = 0;
  return (batch) => {
    const picks = batch.map((index) => {
      const configuration = configurationAt(design, index);
      return { levelIds: FACTORS.map((factor) => configuration[factor]), score: null, spread: null };
    });
    for (const at of recordingOrder(picks, weights, 0).order) {
      const here = picks[at].levelIds;
      swapped += here.filter((level, f) => before !== null && level !== before[f]).length;
      before = here;
    }
    return swapped;
  };
}
