import { euclidean } from './feature-coverage';

/** Silhouette of every point (Rousseeuw 1987), in [−1, 1]; 0 for a point alone in its cluster. O(n² d). */
export function silhouettes(points: readonly ArrayLike<number>[], labels: readonly number[]): Float64Array {
  const clusters = membersOf(labels);
  return Float64Array.from(points, (point, i) => {
    const own = clusters.get(labels[i]) ?? [];
    if (own.length < 2 || clusters.size < 2) return 0;
    const meanTo = (members: readonly number[], others: number) =>
      members.reduce((sum, j) => sum + euclidean(point, points[j]), 0) / others;
    const inside = meanTo(own, own.length - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (const [label, members] of clusters) {
      if (label !== labels[i]) outside = Math.min(outside, meanTo(members, members.length));
    }
    const larger = Math.max(inside, outside);
    return larger > 0 ? (outside - inside) / larger : 0;
  });
}

/** Davies–Bouldin index: mean over clusters of the worst (spread + spread) / centre distance; null below two clusters. */
export function daviesBouldin(points: readonly ArrayLike<number>[], labels: readonly number[]): number | null {
  const groups = [...membersOf(labels).values()];
  if (groups.length < 2) return null;
  const centres = groups.map((members) =>
    Float64Array.from(points[0], (_, d) => members.reduce((sum, i) => sum + points[i][d], 0) / members.length),
  );
  const spreads = groups.map(
    (members, g) => members.reduce((sum, i) => sum + euclidean(points[i], centres[g]), 0) / members.length,
  );
  const worst = groups.map((_, g) =>
    Math.max(
      ...groups.flatMap((_, h) => (g === h ? [] : [(spreads[g] + spreads[h]) / euclidean(centres[g], centres[h])])),
    ),
  );
  return worst.reduce((sum, value) => sum + value, 0) / groups.length;
}

function membersOf(labels: readonly number[]): Map<number, number[]> {
  const clusters = new Map<number, number[]>();
  labels.forEach((label, i) => {
    clusters.set(label, [...(clusters.get(label) ?? []), i]);
  });
  return clusters;
}
