import { closeSync, openSync, readSync } from 'node:fs';

const SIGNATURE = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Whether the file begins with the eight HDF5 signature bytes (a user block, which robomimic never writes, is not searched). */
export function hasHdf5Signature(path: string): boolean {
  const head = Buffer.alloc(SIGNATURE.length);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.equals(SIGNATURE);
}
