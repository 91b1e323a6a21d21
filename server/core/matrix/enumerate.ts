/** Number of combinations of one level a factor; 0 when a factor has none. */
export function productOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/**
 * Strides of mixed-radix enumeration in factor order, the last factor moving fastest: combination `n` has level
 * ⌊n / stride[f]⌋ mod size[f] of factor f.
 */
export function stridesOf(sizes: readonly number[]): number[] {
  const strides = new Array<number>(sizes.length).fill(1);
  for (let f = sizes.length - 2; f >= 0; f--) strides[f] = strides[f + 1] * sizes[f + 1];
  return strides;
}
