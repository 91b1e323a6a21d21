import { layersOf, parameterCount, type Widths } from './network';
import { floats, graph, integers, model, node } from './onnx-writer';

/** Names every exported member uses. */
export const POLICY_INPUT = 'observation.state';
export const POLICY_OUTPUT = 'action_chunk';

/**
 * One member as an ONNX file: `observation.state` [batch, widths[0]] to `action_chunk` [batch, horizon, actions], float32.
 * The output is un-normalised inside the graph by `scale`, one factor per action dimension.
 * Throws RangeError when parameters or scale do not fit the widths.
 */
export function policyModel(
  widths: Widths,
  parameters: Float32Array,
  horizon: number,
  scale: readonly number[],
): Uint8Array {
  const last = widths[widths.length - 1];
  if (parameters.length !== parameterCount(widths) || horizon * scale.length !== last) {
    throw new RangeError(
      `${parameters.length} parameters and ${horizon} × ${scale.length} actions do not fit ${widths}`,
    );
  }
  const layers = layersOf(widths);
  const nodes: Uint8Array[] = [];
  const constants: Uint8Array[] = [];
  let flow = POLICY_INPUT;
  layers.forEach((l, i) => {
    constants.push(floats(`w${i}`, [l.inputs, l.outputs], parameters.subarray(l.weights, l.biases)));
    constants.push(floats(`b${i}`, [l.outputs], parameters.subarray(l.biases, l.biases + l.outputs)));
    nodes.push(node('MatMul', [flow, `w${i}`], [`m${i}`]), node('Add', [`m${i}`, `b${i}`], [`z${i}`]));
    if (i < layers.length - 1) nodes.push(node('Relu', [`z${i}`], [`a${i}`]));
    flow = i < layers.length - 1 ? `a${i}` : `z${i}`;
  });
  constants.push(integers('chunk_shape', [0, horizon, scale.length]));
  constants.push(floats('action_scale', [scale.length], Float32Array.from(scale)));
  nodes.push(node('Reshape', [flow, 'chunk_shape'], ['chunk']));
  nodes.push(node('Mul', ['chunk', 'action_scale'], [POLICY_OUTPUT]));
  return model(
    graph('policy', {
      nodes,
      constants,
      inputs: [{ name: POLICY_INPUT, type: 'float32', shape: ['batch', widths[0]] }],
      outputs: [{ name: POLICY_OUTPUT, type: 'float32', shape: ['batch', horizon, scale.length] }],
    }),
  );
}
