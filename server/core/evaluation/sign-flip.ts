/** Up to here all 2ⁿ sign patterns are enumerated. */
const LARGEST = 22;

/**
 * Exact two-sided p of the sign-flip permutation test that the mean of paired differences is 0 (smallest possible
 * 2/2ⁿ). Null without differences; throws RangeError above 22 of them. O(2ⁿ) by Gray code.
 */
export function signFlipP(differences: readonly number[]): number | null {
  const n = differences.length;
  if (n === 0) return null;
  if (n > LARGEST) throw new RangeError(`signFlipP enumerates at most ${LARGEST} differences, got ${n}`);
  const signs = new Int8Array(n).fill(1);
  let sum = differences.reduce((all, value) => all + value, 0);
  const scale = differences.reduce((all, value) => all + Math.abs(value), 0);
  // Patterns that tie with the observed sum must count although rounding sets them apart.
  const bar = Math.abs(sum) - 1e-12 * scale;
  let extreme = 1;
  for (let pattern = 1; pattern < 2 ** n; pattern++) {
    const flip = 31 - Math.clz32(pattern & -pattern);
    signs[flip] = -signs[flip];
    sum += 2 * signs[flip] * differences[flip];
    if (Math.abs(sum) >= bar) extreme++;
  }
  return extreme / 2 ** n;
}
