import { anovaSimilarity, similarityDistance } from '../acquisition/kernel';
import type { Random } from '../numeric/random';
import { batchDiversity } from '../schedule/batch-figures';
import type { Pool } from '../schedule/pool';
import { evenSample } from './even-sample';
import { levelSpreads, tWayCoverage } from './factor-coverage';
import { facilityValue, featureCoverage } from './feature-coverage';

/** Configurations that distances are measured from; more are sampled, which the report says. */
const MEASURED = 4000;

/** Two configurations that differ in one factor alone are at most this far apart. */
export interface CoverageReport {
  readonly demonstrations: number;
  readonly configurations: number;
  /** Allowed configurations of the matrix. */
  readonly matrix: number;
  /** Share of levels, of pairs and of triples of levels that occur, over allowed combinations. */
  readonly oneWay: number;
  readonly twoWay: number;
  readonly threeWay: number;
  /** Kernel distance √(2 − 2s) from any allowed configuration to the nearest covered one; null with nothing covered. */
  readonly radius: number | null;
  readonly meanDistance: number | null;
  /** Mean similarity, 0 to 1, of any allowed configuration to the covered one that stands for it best; 0 with nothing covered. */
  readonly stoodFor: number;
  /** Share of allowed configurations within `delta`, the distance of two that differ in one factor. */
  readonly within: number | null;
  readonly delta: number;
  /** Configurations the distances were measured from, all or a random sample. */
  readonly measuredFrom: number;
  /** Variety of the demonstrations, 0 to 1. */
  readonly diversity: number | null;
  readonly factors: readonly {
    readonly factor: string;
    readonly levels: number;
    readonly used: number;
    /** Entropy over ln L; null without demonstrations. */
    readonly entropy: number | null;
    readonly largestShare: number | null;
  }[];
}

/**
 * How well `counts` demonstrations (per configuration of the pool) cover it. Configurations with no room are no part of
 * the matrix unless covered already. O(N · F³ + min(N, 4000) · covered).
 */
export function coverageReport(pool: Pool, counts: ArrayLike<number>, random: Random): CoverageReport {
  const width = pool.factors.length;
  const sizes = pool.factors.map(({ levels }) => levels.length);
  const allowed = Array.from(pool.room.keys()).filter((i) => pool.room[i] > 0 || counts[i] > 0);
  const selected = allowed.filter((i) => counts[i] > 0);
  const levelsOf = (i: number) => Array.from(pool.levels.subarray(i * width, (i + 1) * width));
  const covered = selected.map((i) => ({ levels: levelsOf(i), demonstrations: counts[i] }));
  const combinations = allowed.map(levelsOf);
  const similarity = anovaSimilarity(pool);
  const distance = similarityDistance(similarity);
  const from = allowed.length > MEASURED ? evenSample(allowed, MEASURED, random) : allowed;
  const delta = neighbourDistance(width);
  const near = featureCoverage(from.length, selected, (i, j) => distance(from[i], j), delta);
  return {
    demonstrations: covered.reduce((sum, one) => sum + one.demonstrations, 0),
    configurations: selected.length,
    matrix: allowed.length,
    oneWay: tWayCoverage(1, sizes, covered, combinations),
    twoWay: tWayCoverage(2, sizes, covered, combinations),
    threeWay: tWayCoverage(3, sizes, covered, combinations),
    radius: near?.radius ?? null,
    meanDistance: near?.meanDistance ?? null,
    stoodFor: facilityValue(from.length, selected, (i, j) => similarity(from[i], j)) / Math.max(1, from.length),
    within: near?.withinThreshold ?? null,
    delta,
    measuredFrom: from.length,
    diversity: batchDiversity(
      selected.map((index) => ({ index, demonstrations: counts[index] })),
      similarity,
    ),
    factors: levelSpreads(sizes, covered).map(({ demonstrations, entropy, largestShare }, f) => ({
      factor: pool.factors[f].key,
      levels: sizes[f],
      used: demonstrations.filter((count) => count > 0).length,
      entropy,
      largestShare,
    })),
  };
}

/** Distance of two configurations of `width` factors that differ in one of them, under the default kernel. */
function neighbourDistance(width: number): number {
  const two: Pool = {
    factors: Array.from({ length: width }, (_, f) => ({ key: String(f), levels: ['a', 'b'] })),
    levels: Int32Array.from([...new Array(width).fill(0), 1, ...new Array(width - 1).fill(0)]),
    room: new Int32Array(2),
  };
  return similarityDistance(anovaSimilarity(two))(0, 1) + 1e-9;
}
