import type { Random } from '../numeric/random';

/** `size` of the items, drawn without replacement and uniformly, in their original order. */
export function evenSample<T>(items: readonly T[], size: number, random: Random): T[] {
  const kept = new Set(random.shuffle([...items.keys()]).slice(0, size));
  return items.filter((_, index) => kept.has(index));
}
