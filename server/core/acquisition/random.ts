import type { Random } from '../numeric/random';
import type { Oracle } from '../schedule/oracle';
import { shuffleBatch } from './shuffle-batch';
import type { Pick, Strategy } from './strategy';

/** Indices 0 … size−1 in random order. */
export function permutation(size: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}

/** `most` of the indices 0 … size−1, each as likely as any other, ascending; all of them when there are no more. O(size). */
export function drawSample(size: number, most: number, random: Random): Int32Array {
  const sample = new Int32Array(Math.min(size, most));
  for (let i = 0, drawn = 0; drawn < sample.length; i++) {
    if (size <= most || random.uniform() * (size - i) < sample.length - drawn) sample[drawn++] = i;
  }
  return sample;
}

/** Takes blocks in the order given, again from the start while anything fits, until `demonstrations` are placed. */
export function takeInOrder(order: ArrayLike<number>, demonstrations: number, oracle: Oracle): Pick[] {
  const picks: Pick[] = [];
  let left = demonstrations;
  for (let before = -1; left > 0 && before !== left; ) {
    before = left;
    for (let at = 0; at < order.length && left > 0; at++) {
      const taken = oracle.take(order[at], left);
      if (taken === 0) continue;
      left -= taken;
      picks.push({ index: order[at], demonstrations: taken, gain: null, boundBy: null, insteadOf: null });
    }
  }
  return picks;
}

/** The batches that keep every limit, each as likely as any other: see `shuffleBatch`. */
export const randomStrategy: Strategy = (problem, random) => {
  const size = problem.pool.room.length;
  const picks = takeInOrder(permutation(size, random.fork('order')), problem.demonstrations, problem.oracle);
  return shuffleBatch(picks, problem, random.fork('exchange'));
};
