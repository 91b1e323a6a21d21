import { largestRemainder } from '../schedule/apportion';

/** `total` in `parts` as even as whole numbers allow, larger ones first. */
const even = (total: number, parts: number) => largestRemainder(new Array<number>(parts).fill(1), total);

/**
 * Recordings for each of `parts` operators, as even as whole numbers allow, larger parts first. The first part covers
 * the `logged` ones, which stay with it. Null when a part would be left without a recording.
 */
export function evenParts(wanted: number, parts: number, logged: number): number[] | null {
  if (parts < 2 || wanted < parts) return null;
  const all = even(wanted, parts);
  if (logged <= all[0]) return all;
  const rest = wanted - logged;
  return rest < parts - 1 ? null : [logged, ...even(rest, parts - 1)];
}
