/** A factor with how often each of its levels occurs where the policy is used; null where nobody said. */
interface WeightedFactor {
  levels: readonly { deploymentWeight: number | null }[];
}

/**
 * How often each configuration occurs in use, as the product over factors of its level's weight against the mean weight
 * of that factor; 1 on average over a full matrix. Levels nobody spoke about count as the mean of those somebody did.
 * Null when no level has a weight. `levels` is N × F level indices, row-major. O(N·F).
 */
export function deploymentWeights(
  factors: readonly WeightedFactor[],
  levels: ArrayLike<number>,
  size: number,
): Float64Array | null {
  const shares = factors.map(({ levels: own }) => {
    const said = own.flatMap(({ deploymentWeight }) => deploymentWeight ?? []);
    const mean = said.reduce((sum, weight) => sum + weight, 0) / said.length;
    return mean > 0 ? own.map(({ deploymentWeight }) => (deploymentWeight ?? mean) / mean) : null;
  });
  if (shares.every((share) => share === null)) return null;
  const width = factors.length;
  return Float64Array.from({ length: size }, (_, i) =>
    shares.reduce((product, share, f) => product * (share?.[levels[i * width + f]] ?? 1), 1),
  );
}
