import { DomainError } from '../errors';
import { allocateMoments, checkShape, type Moments, type PredictionShape, pairCount } from './moments';
import { nearestTurn, type Turns } from './turns';

export interface MomentsAccumulator {
  /** Steps taken in so far. */
  readonly steps: number;
  /**
   * Takes the next `steps` steps, as [members, samples, steps, chunk, dims]. Throws DomainError invalid when the
   * length does not fit, when there are more steps than announced, or when a prediction is not a finite number.
   */
  add(predictions: Float32Array, steps: number): void;
  /** The moments. Throws DomainError invalid while steps are missing. */
  finish(): Moments;
}

/** Running sums over the horizon for one dimension of one step. */
interface CellSums {
  between: number;
  within: number;
  bias: number;
  low: number;
  high: number;
  /** NaN as soon as a prediction is not finite, else 0. */
  taint: number;
  readonly pairs: Float64Array;
}

/**
 * Adds the spread within members and the mean square of the member × sample interaction, both over one coordinate;
 * `values` is [members, samples]. The interaction is what sharing noise does not explain.
 */
function addSampleSpread(
  sums: CellSums,
  values: Float64Array,
  memberMeans: Float64Array,
  sampleMeans: Float64Array,
  grand: number,
): void {
  const members = memberMeans.length;
  const samples = sampleMeans.length;
  sampleMeans.fill(0);
  for (let m = 0, k = 0; m < members; m++) for (let s = 0; s < samples; s++) sampleMeans[s] += values[k++] / members;
  let spread = 0;
  let interaction = 0;
  for (let m = 0, k = 0; m < members; m++)
    for (let s = 0; s < samples; s++, k++) {
      const deviation = values[k] - memberMeans[m];
      const residual = deviation - sampleMeans[s] + grand;
      spread += deviation * deviation;
      interaction += residual * residual;
    }
  sums.within += spread / (members * (samples - 1));
  sums.bias += interaction / (members * samples * (samples - 1));
}

/** Adds the variance of the members' means over one coordinate, and the squared gaps of all pairs of them. */
function addMemberSpread(sums: CellSums, memberMeans: Float64Array, grand: number): void {
  const members = memberMeans.length;
  let squares = 0;
  for (let m = 0; m < members; m++) squares += (memberMeans[m] - grand) * (memberMeans[m] - grand);
  sums.between += squares / members;
  if (sums.pairs.length === 0) return;
  for (let m = 0, pair = 0; m < members; m++)
    for (let other = m + 1; other < members; other++, pair++) {
      const gap = memberMeans[m] - memberMeans[other];
      sums.pairs[pair] += gap * gap;
    }
}

/**
 * Takes the predictions of one episode batch by batch and keeps their moments; every sum is over deviations in double
 * precision, never E[x²] − E[x]². O(members · samples) per coordinate, plus the pairs.
 *
 * With several samples the sampling bias of `between` is the mean square of the member × sample interaction over the
 * samples (two-way analysis of variance). It is unbiased both when members draw their own noise and when they share
 * it, where subtracting `within` / samples would take away real disagreement.
 *
 * Where `turns` says so, angles are compared the short way round and quaternions whatever their sign.
 * Throws DomainError invalid for an impossible shape.
 */
export function accumulateMoments(shape: PredictionShape, turns: Turns | null = null): MomentsAccumulator {
  checkShape(shape);
  const { members, samples, chunk, horizon, dims } = shape;
  const moments = allocateMoments(shape);
  const pairs = moments.pairSquares ? pairCount(members) : 0;
  const values = new Float64Array(members * samples);
  const memberMeans = new Float64Array(members);
  const sampleMeans = new Float64Array(samples);
  const sums: CellSums = { between: 0, within: 0, bias: 0, low: 0, high: 0, taint: 0, pairs: new Float64Array(pairs) };
  let done = 0;

  /** Fills `sums` for dimension d of one step, whose first value is at `first` and whose draws are `stride` apart. */
  const sumCell = (predictions: Float32Array, first: number, stride: number, d: number) => {
    sums.between = sums.within = sums.bias = sums.taint = 0;
    sums.low = Number.POSITIVE_INFINITY;
    sums.high = Number.NEGATIVE_INFINITY;
    sums.pairs.fill(0);
    for (let h = 0, at = first; h < horizon; h++, at += dims) {
      let grand = 0;
      for (let m = 0, k = 0, p = at; m < members; m++) {
        let sum = 0;
        for (let s = 0; s < samples; s++, k++, p += stride) {
          let x = predictions[p];
          if (x < sums.low) sums.low = x;
          if (x > sums.high) sums.high = x;
          if (turns) x = nearestTurn(turns, d, predictions, p - d, predictions, at - d);
          values[k] = x;
          sum += x;
        }
        memberMeans[m] = sum / samples;
        grand += memberMeans[m];
      }
      grand /= members;
      sums.taint += grand * 0;
      addMemberSpread(sums, memberMeans, grand);
      if (samples > 1) addSampleSpread(sums, values, memberMeans, sampleMeans, grand);
    }
  };

  const storeCell = (step: number, d: number) => {
    if (sums.taint !== 0)
      throw new DomainError(
        'invalid',
        `A prediction for step ${step}, dimension ${d} is not a finite number. Check the member's input statistics ` +
          'and its output mapping.',
      );
    const cell = step * dims + d;
    moments.between[cell] = sums.between;
    moments.within[cell] = sums.within;
    moments.samplingBias[cell] = sums.bias;
    moments.low[cell] = sums.low;
    moments.high[cell] = sums.high;
    if (moments.pairSquares)
      for (let pair = 0; pair < pairs; pair++) moments.pairSquares[(step * pairs + pair) * dims + d] = sums.pairs[pair];
  };

  return {
    get steps() {
      return done;
    },
    add(predictions, steps) {
      const stride = steps * chunk * dims;
      if (predictions.length !== stride * members * samples)
        throw new DomainError(
          'invalid',
          `A batch of ${steps} steps needs ${stride * members * samples} values ` +
            `(${members} members × ${samples} samples × ${steps} × ${chunk} × ${dims}), ${predictions.length} came.`,
        );
      if (done + steps > shape.steps)
        throw new DomainError(
          'invalid',
          `Predictions for ${done + steps} steps came for an episode of ${shape.steps}.`,
        );
      for (let b = 0; b < steps; b++, done++)
        for (let d = 0; d < dims; d++) {
          sumCell(predictions, b * chunk * dims + d, stride, d);
          storeCell(done, d);
        }
    },
    finish() {
      if (done < shape.steps)
        throw new DomainError('invalid', `Predictions for ${done} of ${shape.steps} steps came; the rest is missing.`);
      return moments;
    },
  };
}
