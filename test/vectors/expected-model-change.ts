import { featuresOf } from '@/server/core/acquisition/distance';
import { expectedGradientLength, regressionModelChange } from '@/server/core/acquisition/expected-model-change';
import type { VectorSet } from './vector-set';

interface Input {
  features: number[][];
  proba?: number[][];
  member_predictions?: number[][];
  model_prediction?: number[];
}

/** Expected model change of regressors and expected gradient length of a softmax layer. */
export const expectedModelChange: VectorSet<Input> = {
  compute({ input }) {
    const h = featuresOf(input.features);
    if (input.proba) return { egl: expectedGradientLength(featuresOf(input.proba), h) };
    if (!input.member_predictions || !input.model_prediction) throw new Error('There is no code for this input.');
    const members = Float64Array.from(input.member_predictions.flat());
    return { utility: regressionModelChange(members, Float64Array.from(input.model_prediction), h) };
  },
};
