import { unzipSync } from 'fflate';
import { DomainError } from '@/server/core/errors';

/** One array of a .npz or .npy file, C order. */
export interface NpyArray {
  shape: number[];
  dtype: 'float32' | 'float64' | 'int64';
  data: Float32Array | Float64Array | BigInt64Array;
}

const ARRAYS = {
  '<f4': { dtype: 'float32', bytes: 4, read: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  '<f8': { dtype: 'float64', bytes: 8, read: (buffer: ArrayBuffer) => new Float64Array(buffer) },
  '<i8': { dtype: 'int64', bytes: 8, read: (buffer: ArrayBuffer) => new BigInt64Array(buffer) },
} as const;

/** Arrays by name of a .npz archive (stored or deflated). Throws DomainError invalid naming the array that cannot be read. */
export function readNpz(bytes: Uint8Array): Map<string, NpyArray> {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.npy') });
  } catch (error) {
    throw new DomainError('invalid', `This is not a readable .npz archive: ${(error as Error).message}.`);
  }
  return new Map(Object.entries(entries).map(([name, content]) => [name.slice(0, -4), readNpy(content, name)]));
}

/** The array of a .npy file: little-endian float32, float64 or int64 in C order. Throws DomainError invalid for anything else. */
export function readNpy(bytes: Uint8Array, name = 'The file'): NpyArray {
  const refuse = (why: string) => new DomainError('invalid', `${name} ${why}.`);
  if (bytes.length < 12 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== '\u0093NUMPY')
    throw refuse('does not start like a numpy array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerAt = bytes[6] === 1 ? 10 : 12;
  const headerLength = bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = Buffer.from(bytes.subarray(headerAt, headerAt + headerLength)).toString('latin1');
  const descr = /'descr'\s*:\s*'([^']+)'/.exec(header)?.[1] ?? 'a structured type';
  const kind = descr === '<f4' || descr === '<f8' || descr === '<i8' ? ARRAYS[descr] : null;
  if (!kind)
    throw refuse(`holds ${descr}; float32, float64 and int64 (little-endian) are read. Use array.astype("float32")`);
  if (/'fortran_order'\s*:\s*True/.test(header))
    throw refuse('is in Fortran order; save numpy.ascontiguousarray(array)');
  const shape = (/'shape'\s*:\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const size = shape.reduce((product, length) => product * length, 1) * kind.bytes;
  const content = bytes.slice(headerAt + headerLength, headerAt + headerLength + size);
  if (content.byteLength !== size)
    throw refuse(`is cut short: its shape (${shape.join(', ')}) needs ${size} bytes, ${content.byteLength} are there`);
  return { shape, dtype: kind.dtype, data: kind.read(content.buffer) };
}
