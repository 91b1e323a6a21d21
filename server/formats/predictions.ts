import { parquetReadObjects } from 'hyparquet';
import { DomainError } from '@/server/core/errors';
import type { PostedPredictions } from '@/server/core/uncertainty/posted-predictions';
import { type NpyArray, readNpz } from './npz';

const ACCEPTED =
  'Post a .npz with "predictions" [members, samples, steps, chunk, dims], "dropout" [passes, steps, chunk, dims], ' +
  '"means" and "sigmas" [members, steps, chunk, dims], "logits" or "probabilities" [members, steps, tokens, vocabulary], ' +
  'all float32, or with "uncertainty" [steps] and "signal.NAME" [steps]; ' +
  'or a parquet file with the columns member, sample, step and chunk (a list of rows of actions), or step and uncertainty.';

/**
 * Predictions of one episode from a `.npz` archive or a parquet file, told apart by content.
 * Throws DomainError invalid that says what was found and what is accepted.
 */
export async function readPredictions(bytes: Uint8Array): Promise<PostedPredictions> {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (magic === 'PAR1') return fromParquet(bytes);
  if (magic.startsWith('PK')) return fromArrays(readNpz(bytes));
  throw new DomainError('invalid', `These ${bytes.byteLength} bytes are neither .npz nor parquet. ${ACCEPTED}`);
}

function fromArrays(arrays: ReadonlyMap<string, NpyArray>): PostedPredictions {
  const predictions = arrays.get('predictions');
  if (predictions) {
    const [members, samples, steps, chunk, dims] = shaped('predictions', predictions, [
      'members',
      'samples',
      'steps',
      'chunk',
      'dims',
    ]);
    const values = numbersOf(predictions);
    return { kind: 'chunks', shape: [members, samples, steps, chunk, dims], values, passes: false, sigmas: null };
  }
  const dropout = arrays.get('dropout');
  const means = arrays.get('means');
  const single = dropout ?? means;
  if (single) {
    const extents = [dropout ? 'passes' : 'members', 'steps', 'chunk', 'dims'];
    const [members, steps, chunk, dims] = shaped(dropout ? 'dropout' : 'means', single, extents);
    const own = dropout ? undefined : arrays.get('sigmas');
    if (!dropout && !own)
      throw new DomainError(
        'invalid',
        'The archive holds "means" without "sigmas". Without a spread, post "predictions".',
      );
    if (own) shaped('sigmas', own, extents);
    const sigmas = own ? numbersOf(own) : null;
    return {
      kind: 'chunks',
      shape: [members, 1, steps, chunk, dims],
      values: numbersOf(single),
      passes: dropout !== undefined,
      sigmas,
    };
  }
  for (const form of ['logits', 'probabilities'] as const) {
    const array = arrays.get(form);
    if (!array) continue;
    const [members, steps, tokens, vocabulary] = shaped(form, array, ['members', 'steps', 'tokens', 'vocabulary']);
    return { kind: 'distributions', form, shape: [members, steps, tokens, vocabulary], values: numbersOf(array) };
  }
  return signalsOf(arrays);
}

const SIGNAL = /^signal\.(.+)$/;

function signalsOf(arrays: ReadonlyMap<string, NpyArray>): PostedPredictions {
  const series = (name: string, array: NpyArray) => {
    if (array.shape.length !== 1)
      throw new DomainError('invalid', `"${name}" is [${array.shape.join(', ')}]; it must be [steps].`);
    return numbersOf(array);
  };
  const scalar = arrays.get('uncertainty');
  const named = [...arrays].flatMap(([name, array]) => {
    const signal = SIGNAL.exec(name)?.[1];
    return signal === undefined ? [] : [[signal, series(name, array)] as const];
  });
  if (!scalar && named.length === 0)
    throw new DomainError('invalid', `The archive holds ${[...arrays.keys()].join(', ') || 'no arrays'}. ${ACCEPTED}`);
  return { kind: 'signals', main: scalar ? series('uncertainty', scalar) : null, named: new Map(named) };
}

/** The shape of an array of these extents. Throws DomainError invalid for another type or number of extents. */
function shaped(name: string, { dtype, shape }: NpyArray, extents: readonly string[]): number[] {
  if (shape.length !== extents.length || dtype !== 'float32')
    throw new DomainError(
      'invalid',
      `"${name}" is ${dtype} [${shape.join(', ')}]; it must be float32 [${extents.join(', ')}].`,
    );
  return shape;
}

const numbersOf = ({ data }: NpyArray): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data, Number);

type ParquetRow = Record<string, unknown>;

async function fromParquet(bytes: Uint8Array): Promise<PostedPredictions> {
  const buffer = bytes.slice().buffer;
  const rows: ParquetRow[] = await parquetReadObjects({ file: buffer }).catch((error: Error) => {
    throw new DomainError('invalid', `The parquet file cannot be read: ${error.message}. ${ACCEPTED}`);
  });
  const has = (...names: string[]) => rows.length > 0 && names.every((name) => name in rows[0]);
  if (has('step', 'uncertainty')) {
    const ordered = [...rows].sort((a, b) => Number(a.step) - Number(b.step));
    if (ordered.some((row, i) => Number(row.step) !== i))
      throw new DomainError('invalid', 'The column step must hold 0, 1, 2 … once each.');
    return { kind: 'signals', main: Float32Array.from(ordered, (row) => Number(row.uncertainty)), named: new Map() };
  }
  if (has('member', 'sample', 'step', 'chunk')) return chunksOf(rows);
  throw new DomainError(
    'invalid',
    `The file has ${rows.length} rows with the columns ${Object.keys(rows[0] ?? {}).join(', ') || 'none'}. ${ACCEPTED}`,
  );
}

function chunksOf(rows: readonly ParquetRow[]): PostedPredictions {
  const extent = (name: string) => 1 + rows.reduce((most, row) => Math.max(most, Number(row[name])), 0);
  const [members, samples, steps] = [extent('member'), extent('sample'), extent('step')];
  const first = listsOf(rows[0]);
  const [chunk, dims] = [first.length, first[0]?.length ?? 0];
  const size = chunk * dims;
  if (rows.length !== members * samples * steps || size === 0)
    throw new DomainError(
      'invalid',
      `${rows.length} rows came where ${members} members × ${samples} samples × ${steps} steps need ${members * samples * steps}, each with at least one row of actions.`,
    );
  const values = new Float32Array(rows.length * size).fill(Number.NaN);
  for (const row of rows) {
    const flat = listsOf(row).flat();
    if (flat.length !== size)
      throw new DomainError('invalid', `A chunk has ${flat.length} values, the first one ${chunk} × ${dims}.`);
    values.set(flat, ((Number(row.member) * samples + Number(row.sample)) * steps + Number(row.step)) * size);
  }
  return { kind: 'chunks', shape: [members, samples, steps, chunk, dims], values, passes: false, sigmas: null };
}

function listsOf(row: ParquetRow): number[][] {
  const chunk = row.chunk;
  if (!Array.isArray(chunk)) throw new DomainError('invalid', 'The column chunk must be a list of rows of actions.');
  return chunk.map((actions) => (Array.isArray(actions) ? actions.map(Number) : [Number(actions)]));
}
