import type { Tensor } from 'onnxruntime-node';
import { DomainError } from '../core/errors';
import { chunkShape } from '../core/policy/compare-members';
import type { EnsembleBatch, Feed, MemberFile } from '../core/policy/ensemble';
import { fillDropout, fillNoise } from '../core/policy/noise';
import { type Affine, applyAffine, unnormalising } from '../core/policy/normalisation';
import { unrecordedDims } from '../core/policy/row-layout';
import type { CardInput } from '../core/policy/schema';
import { type OnnxSession, openSession, tensorOf } from './onnx-session';

/** A member ready to run: its session, its card and what they leave to compute. */
export interface OnnxMember extends MemberFile, OnnxSession {
  noise: { input: CardInput; dims: number[] }[];
  unnormalise: Affine;
}

const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

/** Loads a member. Throws DomainError invalid when the file cannot be run or the card names other inputs than it has. */
export async function openMember(file: MemberFile): Promise<OnnxMember> {
  const { session, graph } = await openSession(file.path, file.name);
  const { card, name } = file;
  const unmapped = graph.inputs.find((input) => !card.inputs.some((mapped) => mapped.name === input.name));
  if (unmapped)
    throw new DomainError(
      'invalid',
      `${name} needs its input "${unmapped.name}" [${unmapped.shape.join(', ')}], which its card does not map.`,
    );
  if (!graph.outputs.some((output) => output.name === card.output.name))
    throw new DomainError(
      'invalid',
      `${name} has no output "${card.output.name}"; it has ${graph.outputs.map((o) => `"${o.name}"`).join(', ')}.`,
    );
  const noise = card.inputs
    .filter(({ source }) => source.kind === 'noise' || source.kind === 'dropout')
    .map((input) => ({ input, dims: unrecordedDims(input, card.chunkLength, card.actions.length) }));
  return { ...file, session, graph, noise, unnormalise: unnormalising(card.output.normalisation) };
}

/** Rows [from, to) of a feed; a graph with a fixed batch gets the last row again where the batch runs out. */
function rowsOf({ dims, values }: Feed, from: number, to: number, wanted: number): Float32Array {
  const size = product(dims);
  if (to - from === wanted) return values.subarray(from * size, to * size);
  const padded = new Float32Array(wanted * size);
  for (let row = 0; row < wanted; row++) {
    const source = Math.min(from + row, to - 1);
    padded.set(values.subarray(source * size, (source + 1) * size), row * size);
  }
  return padded;
}

/**
 * Un-normalised actions of the executed rows of one member, into `out` as samples × rows × horizon × dims. A graph
 * with a fixed batch is looped. Throws DomainError invalid when the output has another shape than the card says.
 */
export async function runMember(
  member: OnnxMember,
  feeds: Record<string, Feed>,
  { rows, firstStep, noiseSeed }: EnsembleBatch,
  out: Float32Array,
): Promise<void> {
  const { card, graph, session } = member;
  const wanted = graph.batch ?? rows;
  const size = card.executedSteps * card.actions.length;
  const inputs = graph.inputs.filter((input) => feeds[input.name]);
  for (let sample = 0; sample < card.samples; sample++) {
    const all: Record<string, Feed> = { ...feeds };
    for (const { input, dims } of member.noise) {
      all[input.name] = { dims, values: new Float32Array(rows * product(dims)) };
      const { values } = all[input.name];
      if (input.source.kind === 'dropout')
        fillDropout(values, input.name, rows, sample, /int/.test(input.dtype) ? null : input.source.keep);
      else fillNoise(values, `${noiseSeed}/${input.name}`, firstStep, rows, sample);
    }
    const names = [...inputs, ...member.noise.map(({ input }) => input)];
    for (let from = 0; from < rows; from += wanted) {
      const to = Math.min(rows, from + wanted);
      const tensors: Record<string, Tensor> = {};
      for (const { name, dtype, shape } of names) {
        const feed = all[name];
        const dims = shape.length === 0 ? [] : [wanted, ...feed.dims];
        tensors[name] = tensorOf(dtype, rowsOf(feed, from, to, wanted), dims);
      }
      const results = await session.run(tensors, [card.output.name]);
      copyExecuted(member, results[card.output.name], to - from, out.subarray((sample * rows + from) * size));
    }
  }
  applyAffine(out, member.unnormalise, card.actions.length);
}

function copyExecuted({ name, card }: OnnxMember, actions: Tensor, rows: number, out: Float32Array): void {
  const dims = card.actions.length;
  const shape = chunkShape(actions.dims);
  if (shape?.dims !== dims || shape.chunk !== card.chunkLength)
    throw new DomainError(
      'invalid',
      `${name} answered [${actions.dims.join(', ')}] where its card says chunks of ${card.chunkLength} with ${dims} action dimensions.`,
    );
  const { data } = actions;
  if (!(data instanceof Float32Array || data instanceof Float64Array))
    throw new DomainError(
      'invalid',
      `${name} predicts ${actions.type} values. Export the policy with float32 actions.`,
    );
  const chunk = card.chunkLength * dims;
  const size = card.executedSteps * dims;
  const first = card.output.firstStep * dims;
  if (size === chunk) out.set(rows * chunk === data.length ? data : data.subarray(0, rows * chunk));
  else for (let r = 0; r < rows; r++) out.set(data.subarray(r * chunk + first, r * chunk + first + size), r * size);
}
