/**
 * Writes ONNX files (ir_version 8, opset 17) straight in protobuf's wire format; field numbers are those of onnx.proto.
 * Only what small dense graphs need: float, int32 and int64 tensors, number attributes and subgraphs.
 */
const ELEMENT = { float32: 1, int32: 6, int64: 7 } as const;
const ATTRIBUTE = { float: 1, integer: 2, graph: 5, integers: 7 } as const;
const text = new TextEncoder();

type ElementType = keyof typeof ELEMENT;

/** A tensor's declaration; a string in `shape` names a dynamic dimension. */
export interface ValueSpec {
  name: string;
  type: ElementType;
  shape: readonly (number | string)[];
}

/** An encoded GraphProto, to be a model's graph or a node's body. */
export interface Graph {
  readonly bytes: Uint8Array;
}

/** A number that is meant as a float; bare ones are integers. */
interface Float {
  readonly float: number;
}

export type AttributeValue = number | Float | readonly number[] | Graph;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Base-128 varint; negative numbers as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const out: number[] = [];
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return Uint8Array.from(out);
}

const integer = (field: number, value: number) => concat([varint(field << 3), varint(value)]);
const message = (field: number, bytes: Uint8Array) => concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
const string = (field: number, value: string) => message(field, text.encode(value));

function attribute(name: string, value: AttributeValue): Uint8Array {
  if (typeof value === 'number') return concat([string(1, name), integer(3, value), integer(20, ATTRIBUTE.integer)]);
  if ('float' in value) {
    const field = concat([varint((2 << 3) | 5), new Uint8Array(Float32Array.of(value.float).buffer)]);
    return concat([string(1, name), field, integer(20, ATTRIBUTE.float)]);
  }
  if ('bytes' in value) return concat([string(1, name), message(6, value.bytes), integer(20, ATTRIBUTE.graph)]);
  return concat([string(1, name), ...value.map((v) => integer(8, v)), integer(20, ATTRIBUTE.integers)]);
}

/** An encoded node: `outputs = op(inputs)`. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Uint8Array {
  return concat([
    ...inputs.map((name) => string(1, name)),
    ...outputs.map((name) => string(2, name)),
    string(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, attribute(name, value))),
  ]);
}

function tensor(name: string, type: ElementType, shape: readonly number[], values: ArrayBufferView): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return concat([...shape.map((d) => integer(1, d)), integer(2, ELEMENT[type]), string(8, name), message(9, raw)]);
}

/** A float32 constant, row-major. */
export function floats(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  return tensor(name, 'float32', shape, values);
}

/** A one-dimensional int64 constant: shapes, axes, split sizes. */
export function integers(name: string, values: readonly number[]): Uint8Array {
  return tensor(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));
}

function valueInfo({ name, type, shape }: ValueSpec): Uint8Array {
  const dims = shape.map((d) => message(1, typeof d === 'number' ? integer(1, d) : string(2, d)));
  const tensorType = concat([integer(1, ELEMENT[type]), message(2, concat(dims))]);
  return concat([string(1, name), message(2, message(1, tensorType))]);
}

/** Joins encoded nodes (in topological order) and constants to a graph. */
export function graph(
  name: string,
  parts: {
    nodes: readonly Uint8Array[];
    constants: readonly Uint8Array[];
    inputs: readonly ValueSpec[];
    outputs: readonly ValueSpec[];
  },
): Graph {
  return {
    bytes: concat([
      ...parts.nodes.map((n) => message(1, n)),
      string(2, name),
      ...parts.constants.map((c) => message(5, c)),
      ...parts.inputs.map((v) => message(11, valueInfo(v))),
      ...parts.outputs.map((v) => message(12, valueInfo(v))),
    ]),
  };
}

/** The bytes of a model file around `body`. */
export function model(body: Graph): Uint8Array {
  const opset = concat([string(1, ''), integer(2, 17)]);
  return concat([integer(1, 8), string(2, 'rota-lab'), message(7, body.bytes), message(8, opset)]);
}
