import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { DomainError } from '../core/errors';
import { ownRandomness, type PolicyGraph, recurrence } from '../core/policy/graph';
import { onnxFacts } from '../core/policy/onnx-facts';
import type { TensorSpec } from '../core/policy/schema';

/** A loaded model and what it turned out to be when tried. */
export interface OnnxSession {
  session: InferenceSession;
  graph: PolicyGraph;
}

const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

const INPUT_ARRAYS = {
  float32: (values: Float32Array) => values,
  float64: (values: Float32Array) => Float64Array.from(values),
  int64: (values: Float32Array) => BigInt64Array.from(values, (v) => BigInt(Math.round(v))),
  int32: (values: Float32Array) => Int32Array.from(values),
  uint8: (values: Float32Array) => Uint8Array.from(values, (v) => Math.min(255, Math.max(0, Math.round(v)))),
  bool: (values: Float32Array) => Uint8Array.from(values, (v) => (v === 0 ? 0 : 1)),
} as const;
type InputType = keyof typeof INPUT_ARRAYS;
const isInputType = (dtype: string): dtype is InputType => dtype in INPUT_ARRAYS;

/** A tensor of the wanted type from plain numbers. Throws DomainError invalid for types that cannot be fed. */
export function tensorOf(dtype: string, values: Float32Array, dims: number[]): Tensor {
  if (!isInputType(dtype))
    throw new DomainError(
      'invalid',
      `Inputs of type ${dtype} cannot be filled. Export the policy with float32 inputs.`,
    );
  return new Tensor(dtype, INPUT_ARRAYS[dtype](values), dims);
}

function specsOf(metadata: readonly InferenceSession.ValueMetadata[]): TensorSpec[] {
  return metadata.map((entry) =>
    entry.isTensor
      ? { name: entry.name, dtype: entry.type, shape: entry.shape.map((d, i) => (d === '' ? `dim_${i}` : d)) }
      : { name: entry.name, dtype: 'sequence', shape: [] },
  );
}

/** Output dimensions for `rows` rows of zeros; null where a free dimension or type makes that impossible. */
async function trial(session: InferenceSession, inputs: readonly TensorSpec[], rows: number) {
  const feeds: Record<string, Tensor> = {};
  for (const { name, dtype, shape } of inputs) {
    const dims = shape.map((d, i) => (typeof d === 'number' ? d : i === 0 ? rows : Number.NaN));
    if (dims.some(Number.isNaN) || !isInputType(dtype)) return null;
    feeds[name] = tensorOf(dtype, new Float32Array(product(dims)), dims);
  }
  const results = await session.run(feeds);
  return new Map(Object.entries(results).map(([name, tensor]) => [name, tensor.dims]));
}

/** Rows the graph takes at once: the fixed first dimension, else null, or 1 where a trial of two rows fails. */
async function batchOf(session: InferenceSession, inputs: readonly TensorSpec[]): Promise<number | null> {
  const fixed = inputs.map(({ shape }) => (shape.length === 0 ? 1 : shape[0])).find((d) => typeof d === 'number');
  if (typeof fixed === 'number') return fixed;
  const two = await trial(session, inputs, 2).catch(() => 'refused' as const);
  if (two === 'refused') return 1;
  const followsBatch = !two || [...two.values()].some((dims) => dims[0] === 2);
  return followsBatch ? null : 1;
}

function loadFailure(name: string, folderless: string, externalData: readonly string[]): DomainError {
  const beside = externalData.map((file) => path.basename(file)).join(', ');
  const hint =
    /external data|weights/i.test(folderless) && beside
      ? `Its weights are in ${beside}: add that file together with the model.`
      : `The runtime says: ${folderless.slice(0, 300)}`;
  return new DomainError('invalid', `${name} cannot be loaded. ${hint}`);
}

/**
 * Loads a model on one thread and tries it once. Throws DomainError invalid when the file is no ONNX model, misses
 * its external weights, is recurrent, draws random numbers of its own, or fails its trial run.
 */
export async function openSession(file: string, name: string): Promise<OnnxSession> {
  const facts = onnxFacts(await readFile(file), name);
  const folder = path.dirname(file);
  const outside = facts.externalData.find((data) => path.isAbsolute(data) || path.normalize(data).startsWith('..'));
  if (outside)
    throw new DomainError(
      'invalid',
      `${name} keeps weights in "${outside}", outside its own folder. Save them beside the model.`,
    );
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
  }).catch((error: Error) => {
    throw loadFailure(name, error.message.replaceAll(`${folder}${path.sep}`, ''), facts.externalData);
  });
  const inputs = specsOf(session.inputMetadata);
  const outputs = specsOf(session.outputMetadata);
  const refused = recurrence(inputs, outputs, facts.operators) ?? ownRandomness(facts.draws);
  if (refused) throw new DomainError('invalid', `${name}: ${refused}`);
  const batch = await batchOf(session, inputs);
  const seen = await trial(session, inputs, batch ?? 1).catch((error: Error) => {
    throw new DomainError(
      'invalid',
      `${name} failed on an observation of zeros. The runtime says: ${error.message.slice(0, 300)}`,
    );
  });
  const graph: PolicyGraph = {
    inputs,
    outputs: outputs.map((output) => ({
      ...output,
      shape: output.shape.map((d, i) => (i === 0 || typeof d === 'number' ? d : (seen?.get(output.name)?.[i] ?? d))),
    })),
    opset: facts.opset,
    batch,
    externalData: facts.externalData,
  };
  return { session, graph };
}
