import { indexHeap } from './heap';
import { returns } from './top-k';

/** A batch lies between these shares of the training set: the policy is retrained before it changes too much. */
const LEAST_SHARE = 0.1;
const MOST_SHARE = 0.2;
/** The next block has become this much less worth than the first: what it would teach is better asked for after retraining. */
const SATURATED = 0.5;

/** A batch size and what it comes from. Counts are demonstrations. */
export interface AdaptiveBatch {
  demonstrations: number;
  /** 10 % and 20 % of the training set, in whole blocks. */
  least: number;
  most: number;
  /** What the last block is worth against the first, 0 to 1. */
  lastWorth: number;
  /** The gain of a block fell below half of the first within these bounds, before them, or not at all. */
  why: 'saturates' | 'least' | 'most';
}

/**
 * How large a batch pays before the policy is retrained: as many blocks as add at least half of what the first adds, but
 * 10 to 20 % of the training set. A block adds w·(returns(n + block) − returns(n)) at a configuration with n blocks' worth
 * chosen already. Null without a training set or without worth. O(N + blocks·log N).
 */
export function adaptiveBatch(
  worth: ArrayLike<number>,
  room: ArrayLike<number>,
  { trainingSetSize, blockSize }: { trainingSetSize: number; blockSize: number },
): AdaptiveBatch | null {
  const least = Math.max(1, Math.ceil((trainingSetSize * LEAST_SHARE) / blockSize)) * blockSize;
  const most = Math.max(least, Math.floor((trainingSetSize * MOST_SHARE) / blockSize) * blockSize);
  const members = Int32Array.from(Array.from({ length: worth.length }, (_, i) => i).filter((i) => room[i] > 0));
  if (trainingSetSize <= 0 || members.length === 0) return null;
  const gain = (i: number, placed: number) => worth[i] * (returns(placed + blockSize) - returns(placed));
  const placed = new Map<number, number>();
  const heap = indexHeap(
    Float64Array.from({ length: worth.length }, (_, i) => gain(i, 0)),
    members,
  );
  const first = heap.key(heap.top());
  if (!(first > 0)) return null;
  const gains: number[] = [];
  while (gains.length * blockSize < most) {
    const top = heap.top();
    gains.push(heap.key(top));
    const count = (placed.get(top) ?? 0) + blockSize;
    placed.set(top, count);
    heap.rekeyTop(gain(top, count));
  }
  const worthwhile = gains.findIndex((one) => one < SATURATED * first);
  const wanted = worthwhile < 0 ? most : worthwhile * blockSize;
  const demonstrations = Math.min(most, Math.max(least, wanted));
  return {
    demonstrations,
    least,
    most,
    lastWorth: gains[demonstrations / blockSize - 1] / first,
    why: worthwhile < 0 ? 'most' : wanted < least ? 'least' : 'saturates',
  };
}

/** Where a suggested size comes from, in a sentence. */
export function adaptiveBatchSentence({ demonstrations, least, most, lastWorth, why }: AdaptiveBatch): string {
  const worth = `${Math.round(lastWorth * 100)} %`;
  switch (why) {
    case 'saturates':
      return `After ${demonstrations} demonstrations a further block adds less than half of what the first does: retrain then.`;
    case 'least':
      return `${least} is 10 % of the training set; blocks add less than half of what the first does before that, so more would say little new.`;
    case 'most':
      return `${most} is 20 % of the training set, the most before retraining; its last block still adds ${worth} of what the first does.`;
  }
}
