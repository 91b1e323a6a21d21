import type { Random } from '@/server/core/numeric/random';

/** A dense ReLU network by its layer widths, input and output included. */
export type Widths = readonly number[];

/** Where one layer's weights and biases lie in the flat parameter vector. */
export interface Layer {
  inputs: number;
  outputs: number;
  /** Start of the weights, inputs × outputs row-major. */
  weights: number;
  /** Start of the biases. */
  biases: number;
}

/** The layers of a network in flat order: weights, then biases, layer by layer. */
export function layersOf(widths: Widths): Layer[] {
  let at = 0;
  return widths.slice(1).map((outputs, i) => {
    const inputs = widths[i];
    const weights = at;
    const biases = weights + inputs * outputs;
    at = biases + outputs;
    return { inputs, outputs, weights, biases };
  });
}

/** Number of parameters. */
export function parameterCount(widths: Widths): number {
  return layersOf(widths).reduce((n, l) => n + (l.inputs + 1) * l.outputs, 0);
}

/** Initial parameters: normal weights of variance 2/inputs (He et al. 2015; 1/inputs in the last layer), biases zero. Writes `into[at …]`. */
export function initialise(widths: Widths, random: Random, into: Float32Array, at: number): void {
  const layers = layersOf(widths);
  layers.forEach((layer, i) => {
    const deviation = Math.sqrt((i < layers.length - 1 ? 2 : 1) / layer.inputs);
    for (let k = layer.weights; k < layer.biases; k++) into[at + k] = deviation * random.normal();
    into.fill(0, at + layer.biases, at + layer.biases + layer.outputs);
  });
}
