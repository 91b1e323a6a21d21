import type { Say } from '@/app/_messages/say';

/** How a key is printed: letters large, Space by its name, others as keyboards call them. */
export function keyName(say: Say, key: string): string {
  if (key === ' ') return say('key.space');
  return key.length === 1 ? key.toUpperCase() : key;
}
