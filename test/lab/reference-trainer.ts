import { layersOf, parameterCount, type Widths } from '@/server/lab/network';
import type { Recipe } from '@/server/lab/recipe';
import { initialParameters, minibatches, type TrainingRows } from '@/server/lab/trainer';
import { ADAM } from '@/server/lab/training-graph';

/** The network's output for one row, in plain float64 arithmetic; `activations` receives every layer's output. */
export function forward(widths: Widths, theta: ArrayLike<number>, row: ArrayLike<number>): Float64Array[] {
  const layers = layersOf(widths);
  const activations = [Float64Array.from(row)];
  layers.forEach((l, i) => {
    const out = new Float64Array(l.outputs);
    for (let o = 0; o < l.outputs; o++) {
      let sum = theta[l.biases + o];
      for (let k = 0; k < l.inputs; k++) sum += activations[i][k] * theta[l.weights + k * l.outputs + o];
      out[o] = i < layers.length - 1 ? Math.max(0, sum) : sum;
    }
    activations.push(out);
  });
  return activations;
}

/** Adds the gradient of one row's share of the loss to `gradient`. */
function backward(
  widths: Widths,
  theta: Float64Array,
  activations: Float64Array[],
  delta: Float64Array,
  gradient: Float64Array,
) {
  const layers = layersOf(widths);
  let d = delta;
  for (let i = layers.length - 1; i >= 0; i--) {
    const l = layers[i];
    const below = new Float64Array(l.inputs);
    for (let k = 0; k < l.inputs; k++) {
      for (let o = 0; o < l.outputs; o++) {
        gradient[l.weights + k * l.outputs + o] += activations[i][k] * d[o];
        below[k] += theta[l.weights + k * l.outputs + o] * d[o];
      }
      if (activations[i][k] <= 0) below[k] = 0;
    }
    for (let o = 0; o < l.outputs; o++) gradient[l.biases + o] += d[o];
    d = below;
  }
}

/** Trains member `e` step by step as the training graph is meant to, in float64; returns its parameters. */
export function referenceTraining(
  widths: Widths,
  data: TrainingRows,
  recipe: Recipe,
  seed: string,
  e: number,
): Float64Array {
  const P = parameterCount(widths);
  const D = widths[0];
  const K = widths[widths.length - 1];
  const theta = Float64Array.from(initialParameters(widths, recipe.members, seed).subarray(e * P, (e + 1) * P));
  const mean = new Float64Array(P);
  const square = new Float64Array(P);
  const rows = minibatches(data.rows, recipe, seed);
  for (let s = 0; s < recipe.steps; s++) {
    const rate = (recipe.learningRate * (1 + Math.cos((Math.PI * s) / recipe.steps))) / 2;
    const gradient = new Float64Array(P);
    for (let b = 0; b < recipe.batch; b++) {
      const row = rows[(s * recipe.members + e) * recipe.batch + b];
      const activations = forward(widths, theta, data.observations.subarray(row * D, (row + 1) * D));
      const out = activations[activations.length - 1];
      const delta = out.map((v, k) => ((v - data.targets[row * K + k]) * 2) / (recipe.batch * K));
      backward(widths, theta, activations, delta, gradient);
    }
    for (let p = 0; p < P; p++) {
      mean[p] = ADAM.beta1 * mean[p] + (1 - ADAM.beta1) * gradient[p];
      square[p] = ADAM.beta2 * square[p] + (1 - ADAM.beta2) * gradient[p] ** 2;
      const [m, v] = [mean[p] / (1 - ADAM.beta1 ** (s + 1)), square[p] / (1 - ADAM.beta2 ** (s + 1))];
      theta[p] -= rate * (recipe.weightDecay * theta[p] + m / (Math.sqrt(v) + ADAM.epsilon));
    }
  }
  return theta;
}
