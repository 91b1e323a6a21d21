import type { ScoreField } from './field-codec';

/** Place of configuration `id` in the field; -1 when the field does not have it. O(log N). */
export function indexInField(field: ScoreField, id: number): number {
  let [low, high] = [0, field.ids.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (field.ids[middle] === id) return middle;
    if (field.ids[middle] < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** `ids` by their value in the field, ties and configurations the field does not have (always last) by id. O(N log N). */
export function sortByField(
  ids: readonly number[],
  field: ScoreField,
  by: 'mean' | 'sd',
  descending: boolean,
): number[] {
  const sign = descending ? -1 : 1;
  const keyed = ids.map((id) => ({ id, at: indexInField(field, id) }));
  const known = keyed.filter(({ at }) => at >= 0);
  known.sort((a, b) => sign * (field[by][a.at] - field[by][b.at]) || a.id - b.id);
  return [...known, ...keyed.filter(({ at }) => at < 0)].map(({ id }) => id);
}
