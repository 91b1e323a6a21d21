import type { PickReason } from './schema';

/** What a covering block is: one for a group of its kind, one dealt evenly over levels, or the one farthest from the others. */
export function coverBy({ strategy }: Pick<PickReason, 'strategy'>): 'group' | 'even' | 'far' {
  if (strategy === 'k-means' || strategy === 'k-medoids') return 'group';
  return strategy === 'stratified-random' ? 'even' : 'far';
}
