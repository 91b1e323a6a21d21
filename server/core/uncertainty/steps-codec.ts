import { DomainError } from '../errors';

const MAGIC = 0x53544f52; // "ROTS", little endian

/** A posted uncertainty per decision step as bytes: magic, count, then float32, little endian. */
export function encodeSteps(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(8 + values.byteLength);
  new Uint32Array(bytes.buffer, 0, 2).set([MAGIC, values.length]);
  new Float32Array(bytes.buffer, 8).set(values);
  return bytes;
}

/** Whether bytes are what {@link encodeSteps} writes, rather than moments. */
export function isSteps(bytes: Uint8Array): boolean {
  return bytes.byteLength >= 8 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;
}

/** The inverse of {@link encodeSteps}. Throws DomainError invalid for other or cut bytes. */
export function decodeSteps(bytes: Uint8Array): Float64Array {
  const whole = bytes.slice();
  const count = isSteps(whole) ? new DataView(whole.buffer).getUint32(4, true) : -1;
  if (whole.byteLength !== 8 + 4 * count)
    throw new DomainError('invalid', 'The posted figures of an episode are damaged. Post them again.');
  return Float64Array.from(new Float32Array(whole.buffer, 8, count));
}
