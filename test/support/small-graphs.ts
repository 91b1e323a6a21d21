import { floats, graph, model, node, type ValueSpec } from '@/server/lab/onnx-writer';

const text = new TextEncoder();

/** The node with a name, as exporters give it (onnx.proto: NodeProto 3). */
export function named(bytes: Uint8Array, name: string): Uint8Array {
  return Uint8Array.from([...bytes, 0x1a, name.length, ...text.encode(name)]);
}

/** A Boolean constant without dimensions (TensorProto 2, 8 and 9). */
export function flag(name: string, on: boolean): Uint8Array {
  return Uint8Array.from([0x10, 9, 0x42, name.length, ...text.encode(name), 0x4a, 1, on ? 1 : 0]);
}

const rows = (name: string): ValueSpec => ({ name, type: 'float32', shape: ['rows', 4] });

/** `actions` of four dimensions from `state` of four: the given nodes make `mixed` out of `state`. */
export function fourInFourOut(nodes: readonly Uint8Array[], constants: readonly Uint8Array[] = [], inputs = ['state']) {
  return model(
    graph('policy', {
      nodes: [...nodes, node('MatMul', ['mixed', 'weights'], ['actions'])],
      constants: [...constants, floats('weights', [4, 4], Float32Array.from(WEIGHTS))],
      inputs: inputs.map(rows),
      outputs: [rows('actions')],
    }),
  );
}

/** Of {@link fourInFourOut}, row-major. */
export const WEIGHTS = [1, 0.5, 0, -1, 2, 0, 0.25, 1, -0.5, 1, 1, 0, 0, -2, 0.5, 3];
