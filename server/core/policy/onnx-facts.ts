import { DomainError } from '../errors';

/** What can be read off the bytes of an ONNX file without running it. */
export interface OnnxFacts {
  opset: number | null;
  operators: Set<string>;
  /** Nodes that draw random numbers of their own. */
  draws: RandomNode[];
  /** Files beside the model that hold weights. */
  externalData: string[];
}

/** A node whose output differs from run to run; the name is empty where the file gives none. */
export interface RandomNode {
  operator: string;
  name: string;
}

/** What is gathered while reading. Whether a dropout trains is a value that may stand after it. */
interface Reading extends OnnxFacts {
  dropouts: { name: string; training: string }[];
  /** Names of single constants that are false. */
  off: Set<string>;
}

const RANDOM_OPERATORS = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Bernoulli',
  'Multinomial',
]);

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

/** What a graph and the graphs inside it hold (onnx.proto: GraphProto, NodeProto, TensorProto). */
function readGraph(graph: Uint8Array, reading: Reading): void {
  for (const { number, bytes } of fieldsOf(graph)) {
    if (!bytes) continue;
    if (number === 1) readNode(bytes, reading);
    if (number === 5) readTensor(bytes, reading, null);
  }
}

function readNode(node: Uint8Array, reading: Reading): void {
  const inputs: string[] = [];
  let [output, name, operator] = ['', '', ''];
  const attributes: Field[] = [];
  for (const { number, bytes } of fieldsOf(node)) {
    if (!bytes) continue;
    if (number === 1) inputs.push(text(bytes));
    if (number === 2) output = text(bytes);
    if (number === 3) name = text(bytes);
    if (number === 4) operator = text(bytes);
    if (number === 5) attributes.push(...fieldsOf(bytes));
  }
  reading.operators.add(operator);
  if (RANDOM_OPERATORS.has(operator)) reading.draws.push({ operator, name });
  if (operator === 'Dropout' && inputs[2]) reading.dropouts.push({ name, training: inputs[2] });
  for (const { number, bytes } of attributes) {
    if (bytes && (number === 6 || number === 11)) readGraph(bytes, reading);
    if (bytes && number === 5 && operator === 'Constant') readTensor(bytes, reading, output);
  }
}

/** `name` is what a constant is called whose own tensor has no name that matters. */
function readTensor(tensor: Uint8Array, reading: Reading, name: string | null): void {
  let called = '';
  let on = false;
  for (const { number, bytes, value } of fieldsOf(tensor)) {
    if (number === 8 && bytes) called = text(bytes);
    // A Boolean is one raw byte, or one of the int32 values, packed or not.
    if (number === 9 || number === 5) on ||= bytes ? bytes.length !== 1 || bytes[0] !== 0 : value !== 0;
    if (number !== 13 || !bytes) continue;
    on = true;
    const entry = [...fieldsOf(bytes)].map((field) => text(field.bytes));
    if (entry[0] === 'location' && !reading.externalData.includes(entry[1])) reading.externalData.push(entry[1]);
  }
  if (!on) reading.off.add(name ?? called);
}

/**
 * Operator set, operators and external files of an ONNX file (protobuf, onnx.proto: ModelProto 7, 8 and 25), and the nodes
 * that draw random numbers: the random operators, and any Dropout that is not plainly told not to train. Weights are
 * skipped over, not read. Throws DomainError invalid when the bytes are not a whole ONNX model.
 */
export function onnxFacts(bytes: Uint8Array, name: string): OnnxFacts {
  const reading: Reading = {
    opset: null,
    operators: new Set(),
    draws: [],
    externalData: [],
    dropouts: [],
    off: new Set(),
  };
  let graphs = 0;
  try {
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (number === 7 && part) {
        readGraph(part, reading);
        graphs++;
      }
      if (number === 25 && part)
        for (const field of fieldsOf(part)) if (field.number === 7 && field.bytes) readNode(field.bytes, reading);
      if (number === 8 && part) {
        const entry = [...fieldsOf(part)];
        const domain = text(entry.find((field) => field.number === 1)?.bytes ?? null);
        const version = entry.find((field) => field.number === 2)?.value;
        if (version !== undefined && (domain === '' || domain === 'ai.onnx')) reading.opset = version;
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
  const { opset, operators, draws, externalData, dropouts, off } = reading;
  const training = dropouts.filter((dropout) => !off.has(dropout.training));
  return {
    opset,
    operators,
    draws: [...draws, ...training.map(({ name }) => ({ operator: 'Dropout', name }))],
    externalData,
  };
}
