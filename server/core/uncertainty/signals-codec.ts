import { DomainError } from '../errors';
import type { StepSignals } from './signals';

const MAGIC = 0x4e544f52; // "ROTN", little endian
const HEAD = 12;

const padded = (length: number) => Math.ceil(length / 4) * 4;

/** Signals as bytes, little endian, main one first: magic, steps, number; then per signal its name (length, UTF-8, padded to 4) and float32 values. */
export function encodeSignals({ main, values }: StepSignals): Uint8Array {
  const order = [main, ...[...values.keys()].filter((name) => name !== main)];
  const steps = values.get(main)?.length ?? 0;
  const names = order.map((name) => new TextEncoder().encode(name));
  const size = names.reduce((sum, name) => sum + 4 + padded(name.length) + 4 * steps, HEAD);
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer, 0, 3).set([MAGIC, steps, order.length]);
  let at = HEAD;
  order.forEach((name, k) => {
    new Uint32Array(bytes.buffer, at, 1)[0] = names[k].length;
    bytes.set(names[k], at + 4);
    at += 4 + padded(names[k].length);
    new Float32Array(bytes.buffer, at, steps).set(values.get(name) ?? []);
    at += 4 * steps;
  });
  return bytes;
}

/** Whether bytes are what {@link encodeSignals} writes, rather than moments. */
export function isSignals(bytes: Uint8Array): boolean {
  return bytes.byteLength >= HEAD && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;
}

/** The inverse of {@link encodeSignals}. Throws DomainError invalid for other or cut bytes. */
export function decodeSignals(bytes: Uint8Array): StepSignals {
  const damaged = new DomainError('invalid', 'The posted figures of an episode are damaged. Post them again.');
  if (!isSignals(bytes)) throw damaged;
  const { buffer } = bytes.slice();
  const words = new DataView(buffer);
  const [steps, count] = [words.getUint32(4, true), words.getUint32(8, true)];
  const values = new Map<string, Float64Array>();
  let at = HEAD;
  for (let k = 0; k < count; k++) {
    if (at + 4 > buffer.byteLength) throw damaged;
    const length = words.getUint32(at, true);
    const from = at + 4 + padded(length);
    if (from + 4 * steps > buffer.byteLength) throw damaged;
    const name = new TextDecoder().decode(new Uint8Array(buffer, at + 4, length));
    values.set(name, Float64Array.from(new Float32Array(buffer, from, steps)));
    at = from + 4 * steps;
  }
  const [main] = values.keys();
  if (main === undefined || at !== buffer.byteLength) throw damaged;
  return { main, values };
}
