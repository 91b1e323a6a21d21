import { parquetReadObjects } from 'hyparquet';
import { DomainError } from '@/server/core/errors';
import type { PostedPredictions } from '@/server/core/uncertainty/posted-predictions';
import { type NpyArray, readNpz } from './npz';

const ACCEPTED =
  'Post a .npz with "predictions" [members, samples, steps, chunk, dims] float32, or with "uncertainty" [steps]; ' +
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
  const chunks = arrays.get('predictions');
  const scalar = arrays.get('uncertainty');
  if (chunks) {
    const [members, samples, steps, chunk, dims] = chunks.shape;
    if (chunks.shape.length !== 5 || chunks.dtype !== 'float32')
      throw new DomainError(
        'invalid',
        `"predictions" is ${chunks.dtype} [${chunks.shape.join(', ')}]; it must be float32 [members, samples, steps, chunk, dims].`,
      );
    return { kind: 'chunks', shape: [members, samples, steps, chunk, dims], values: numbersOf(chunks) };
  }
  if (scalar) {
    if (scalar.shape.length !== 1)
      throw new DomainError('invalid', `"uncertainty" is [${scalar.shape.join(', ')}]; it must be [steps].`);
    return { kind: 'scalar', values: numbersOf(scalar) };
  }
  throw new DomainError('invalid', `The archive holds ${[...arrays.keys()].join(', ') || 'no arrays'}. ${ACCEPTED}`);
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
    return { kind: 'scalar', values: Float32Array.from(ordered, (row) => Number(row.uncertainty)) };
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
  return { kind: 'chunks', shape: [members, samples, steps, chunk, dims], values };
}

function listsOf(row: ParquetRow): number[][] {
  const chunk = row.chunk;
  if (!Array.isArray(chunk)) throw new DomainError('invalid', 'The column chunk must be a list of rows of actions.');
  return chunk.map((actions) => (Array.isArray(actions) ? actions.map(Number) : [Number(actions)]));
}
