import { Dataset, File, Group, ready } from 'h5wasm/node';
import { DomainError } from '@/server/core/errors';
import type { AttributeValue } from '@/server/core/recording/source';
import { hasHdf5Signature } from './signature';

/** Opens an HDF5 file for reading. Throws DomainError invalid where the signature is absent or the file is cut short. */
export async function openHdf5(path: string): Promise<File> {
  if (!hasHdf5Signature(path))
    throw new DomainError('invalid', `${path} is not an HDF5 file: its first eight bytes are not the HDF5 signature.`);
  const module = await ready;
  // A damaged file is reported by our own sentence; the C library would print its stack to the log as well.
  module.deactivate_throwing_error_handler?.();
  const file = new File(path, 'r');
  // Opening does not throw: a cut file shows itself by an invalid id.
  if (file.file_id <= 0n)
    throw new DomainError(
      'invalid',
      `${path} starts like HDF5 but cannot be opened: the file is cut short or damaged.`,
    );
  return file;
}

/** The group under `name`, or null where there is none. */
export function childGroup(parent: Group, name: string): Group | null {
  if (!parent.keys().includes(name)) return null;
  const child = parent.get(name);
  return child instanceof Group ? child : null;
}

/** The dataset under `name`, or null where there is none. */
export function childDataset(parent: Group, name: string): Dataset | null {
  if (!parent.keys().includes(name)) return null;
  const child = parent.get(name);
  return child instanceof Dataset ? child : null;
}

/** Scalar attributes as plain values; arrays and other compounds are left out. */
export function scalarAttributes(group: Group): Record<string, AttributeValue> {
  const found: Record<string, AttributeValue> = {};
  for (const [name, attribute] of Object.entries(group.attrs)) {
    const value = attribute.value;
    if (typeof value === 'bigint') found[name] = Number(value);
    else if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') found[name] = value;
  }
  return found;
}

/** Numbers of any HDF5 numeric array as float32, in file order (row-major). Throws DomainError invalid for text. */
export function float32Of(dataset: Dataset): Float32Array {
  const value = dataset.value;
  if (value instanceof Float32Array) return value;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float32Array.from(value, Number);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return new Float32Array(value);
  throw new DomainError('invalid', `${dataset.path} does not hold numbers.`);
}
