import { oneHot } from '../acquisition/cluster-strategies';
import { type Similarity, similarityDistance } from '../acquisition/kernel';
import { daviesBouldin, silhouettes } from '../evaluation/cluster-quality';
import { evenSample } from '../evaluation/even-sample';
import type { Random } from '../numeric/random';
import { mean } from '../numeric/variance';
import type { Pool } from './pool';
import type { ClusterFigures } from './schema';

/** Configurations that the figures are taken on; more are sampled. */
const MEASURED = 500;

/**
 * How well the groups hold apart that the `chosen` configurations stand for, each configuration with room going to the most
 * similar of them. Null below two groups. O(min(N, 500)² · columns).
 */
export function clusterFigures(
  pool: Pool,
  chosen: readonly number[],
  similarity: Similarity,
  random: Random,
): ClusterFigures | null {
  const centres = [...new Set(chosen)];
  const open = Array.from(pool.room.keys()).filter((i) => pool.room[i] > 0);
  const items = open.length > MEASURED ? evenSample(open, MEASURED, random) : open;
  const away = similarityDistance(similarity);
  const labels = items.map((i) => {
    const distances = centres.map((centre) => (centre === i ? 0 : away(i, centre)));
    return distances.indexOf(Math.min(...distances));
  });
  const groups = new Set(labels).size;
  if (groups < 2) return null;
  const { columns, values } = oneHot(pool, items);
  const points = items.map((_, row) => values.subarray(row * columns, (row + 1) * columns));
  const index = daviesBouldin(points, labels);
  return {
    groups,
    configurations: open.length,
    measuredOn: items.length,
    silhouette: mean(silhouettes(points, labels)) ?? 0,
    daviesBouldin: index !== null && Number.isFinite(index) ? index : null,
  };
}
