import { DomainError } from '../errors';

/** Score and spread of every configuration of a scoring run, as one artifact. Rows are in rising id order. */
export interface ScoreField {
  /** Configuration ids. */
  ids: Float64Array;
  /** Expected disagreement of a rollout there, and its spread, N. */
  mean: Float64Array;
  sd: Float64Array;
  /** 1 where measured on rollouts, 0 where interpolated. */
  measured: Uint8Array;
}

const MAGIC = 0x31464352;
const HEADER = 16;

/** Little-endian: magic, count, then ids, means and spreads as float64 and flags as bytes. */
export function encodeField(field: ScoreField): Uint8Array {
  const n = field.ids.length;
  const bytes = new Uint8Array(HEADER + 25 * n);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, n, true);
  const floats = new Float64Array(bytes.buffer, HEADER, 3 * n);
  floats.set(field.ids, 0);
  floats.set(field.mean, n);
  floats.set(field.sd, 2 * n);
  bytes.set(field.measured, HEADER + 24 * n);
  return bytes;
}

/** The inverse of `encodeField`. Throws DomainError invalid for bytes that are something else or cut short. */
export function decodeField(bytes: Uint8Array): ScoreField {
  const whole = bytes.slice();
  const head = new DataView(whole.buffer);
  const n = whole.length >= HEADER && head.getUint32(0, true) === MAGIC ? head.getUint32(4, true) : -1;
  if (n < 0 || whole.length !== HEADER + 25 * n) {
    throw new DomainError('invalid', 'The stored scores of this run are damaged. Score the checkpoint again.');
  }
  return {
    ids: new Float64Array(whole.buffer, HEADER, n),
    mean: new Float64Array(whole.buffer, HEADER + 8 * n, n),
    sd: new Float64Array(whole.buffer, HEADER + 16 * n, n),
    measured: whole.subarray(HEADER + 24 * n),
  };
}
