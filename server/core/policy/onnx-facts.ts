import { DomainError } from '../errors';

/** What can be read off the bytes of an ONNX file without running it. */
export interface OnnxFacts {
  opset: number | null;
  operators: Set<string>;
  /** Files beside the model that hold weights. */
  externalData: string[];
}

interface Field {
  number: number;
  /** A length-delimited value, or null for numbers. */
  bytes: Uint8Array | null;
  value: number;
}

class Truncated extends Error {}

/** The fields of one protobuf message, in order. Throws Truncated where the bytes are not a whole message. */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw new Truncated();
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Truncated();
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (number === 0) throw new Truncated();
    if (wire === 0) yield { number, bytes: null, value: varint() };
    else {
      const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN;
      if (!(at + length <= bytes.length)) throw new Truncated();
      yield { number, bytes: wire === 2 ? bytes.subarray(at, at + length) : null, value: 0 };
      at += length;
    }
  }
}

const text = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? new Uint8Array());

/** Operators and external files of a graph and of the graphs inside it (onnx.proto: GraphProto, NodeProto, TensorProto). */
function readGraph(graph: Uint8Array, facts: OnnxFacts): void {
  for (const { number, bytes } of fieldsOf(graph)) {
    if (!bytes) continue;
    if (number === 1) readNode(bytes, facts);
    if (number === 5) readTensor(bytes, facts);
  }
}

function readNode(node: Uint8Array, facts: OnnxFacts): void {
  for (const { number, bytes } of fieldsOf(node)) {
    if (!bytes) continue;
    if (number === 4) facts.operators.add(text(bytes));
    if (number === 5)
      for (const attribute of fieldsOf(bytes))
        if (attribute.bytes && (attribute.number === 6 || attribute.number === 11)) readGraph(attribute.bytes, facts);
  }
}

function readTensor(tensor: Uint8Array, facts: OnnxFacts): void {
  for (const { number, bytes } of fieldsOf(tensor)) {
    if (number !== 13 || !bytes) continue;
    const entry = [...fieldsOf(bytes)].map((field) => text(field.bytes));
    if (entry[0] === 'location' && !facts.externalData.includes(entry[1])) facts.externalData.push(entry[1]);
  }
}

/**
 * Operator set, operators and external files of an ONNX file (protobuf, onnx.proto: ModelProto 7 and 8). Weights are
 * skipped over, not read. Throws DomainError invalid when the bytes are not a whole ONNX model.
 */
export function onnxFacts(bytes: Uint8Array, name: string): OnnxFacts {
  const facts: OnnxFacts = { opset: null, operators: new Set(), externalData: [] };
  let graphs = 0;
  try {
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (number === 7 && part) {
        readGraph(part, facts);
        graphs++;
      }
      if (number === 8 && part) {
        const entry = [...fieldsOf(part)];
        const domain = text(entry.find((field) => field.number === 1)?.bytes ?? null);
        const version = entry.find((field) => field.number === 2)?.value;
        if (version !== undefined && (domain === '' || domain === 'ai.onnx')) facts.opset = version;
      }
    }
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    graphs = 0;
  }
  if (graphs === 0)
    throw new DomainError(
      'invalid',
      `${name} is not a whole ONNX model (${bytes.length} bytes). It may be cut short, a Git LFS pointer or another kind of file: export or copy it again.`,
    );
  return facts;
}
