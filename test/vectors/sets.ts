import { allocation } from './allocation';
import { aulcCurves } from './aulc-curves';
import { badgeKmeans } from './badge-kmeans';
import { categorical } from './categorical-uncertainty';
import { continuousDisagreement } from './continuous-disagreement';
import { coverage } from './coverage';
import { dppCapped } from './dpp-capped';
import { dppGreedyMap } from './dpp-greedy-map';
import { expectedModelChange } from './expected-model-change';
import { facilityLocation } from './facility-location';
import { gpInterpolation } from './gp-interpolation';
import { kcenterGreedy } from './kcenter-greedy';
import { rankedBatchDensity } from './ranked-batch-density';
import type { VectorSet } from './vector-set';

/** Every kind of reference file by its id. */
export const sets = new Map<string, VectorSet>([
  ['allocation', allocation],
  ['aulc_curves', aulcCurves],
  ['badge_kmeans', badgeKmeans],
  ['categorical_uncertainty', categorical],
  ['continuous_disagreement', continuousDisagreement],
  ['coverage', coverage],
  ['dpp_capped', dppCapped],
  ['dpp_greedy_map', dppGreedyMap],
  ['expected_model_change', expectedModelChange],
  ['facility_location', facilityLocation],
  ['gp_interpolation', gpInterpolation],
  ['kcenter_greedy', kcenterGreedy],
  ['ranked_batch_density', rankedBatchDensity],
]);
