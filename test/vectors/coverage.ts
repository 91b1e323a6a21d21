import { daviesBouldin, silhouettes } from '@/server/core/evaluation/cluster-quality';
import { levelSpreads, tWayCoverage } from '@/server/core/evaluation/factor-coverage';
import { euclidean, facilityValue, featureCoverage } from '@/server/core/evaluation/feature-coverage';
import { mean } from '@/server/core/numeric/variance';
import type { VectorSet } from './vector-set';

interface Input {
  features?: number[][];
  labels?: number[];
  selected?: number[];
  delta?: number;
  levels?: number[];
  selected_codes?: number[][];
  demo_counts?: number[];
}

function ofClusters(features: number[][], labels: number[]) {
  const samples = silhouettes(features, labels);
  return { score: mean(samples), samples, davies_bouldin: daviesBouldin(features, labels) };
}

function ofSelection(features: number[][], selected: number[], delta: number) {
  const away = (i: number, j: number) => euclidean(features[i], features[j]);
  const found = featureCoverage(features.length, selected, away, delta);
  return {
    covering_radius: found?.radius ?? null,
    mean_min_distance: found?.meanDistance ?? null,
    fraction_within_delta: found?.withinThreshold ?? null,
    facility_location_rbf_gamma_half: facilityValue(features.length, selected, (i, j) =>
      Math.exp(-0.5 * away(i, j) ** 2),
    ),
  };
}

function ofLevels(sizes: number[], codes: number[][], counts: number[]) {
  const covered = codes.map((levels, i) => ({ levels, demonstrations: counts[i] }));
  const spreads = levelSpreads(sizes, covered);
  return {
    one_way: tWayCoverage(1, sizes, covered),
    two_way: tWayCoverage(2, sizes, covered),
    three_way: tWayCoverage(3, sizes, covered),
    full: tWayCoverage(sizes.length, sizes, covered),
    demos_per_level: spreads.map((spread) => spread.demonstrations),
    normalised_level_entropy: spreads.map((spread) => spread.entropy),
    max_level_share: spreads.map((spread) => spread.largestShare),
  };
}

/** Cluster quality, distances to a selection, and combinations of levels. */
export const coverage: VectorSet<Input> = {
  compute({ input: { features, labels, selected, delta, levels, selected_codes: codes, demo_counts: counts } }) {
    if (features && labels) return ofClusters(features, labels);
    if (features && selected) return ofSelection(features, selected, delta ?? 0);
    if (levels && codes) return ofLevels(levels, codes, counts ?? codes.map(() => 1));
    throw new Error('There is no code for this input.');
  },
};
