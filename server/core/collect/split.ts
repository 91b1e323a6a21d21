/**
 * Recordings for each of `parts` operators, as even as whole numbers allow, larger parts first. The first part covers
 * the `logged` ones, which stay with it. Null when a part would be left without a recording.
 */
export function evenParts(wanted: number, parts: number, logged: number): number[] | null {
  if (parts < 2 || wanted < parts) return null;
  const even = Array.from({ length: parts }, (_, i) => Math.floor(wanted / parts) + (i < wanted % parts ? 1 : 0));
  if (logged <= even[0]) return even;
  const rest = wanted - logged;
  if (rest < parts - 1) return null;
  const others = Array.from(
    { length: parts - 1 },
    (_, i) => Math.floor(rest / (parts - 1)) + (i < rest % (parts - 1) ? 1 : 0),
  );
  return [logged, ...others];
}
