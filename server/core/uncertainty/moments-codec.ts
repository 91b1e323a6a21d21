import { DomainError } from '../errors';
import { allocateMoments, type Moments } from './moments';

const MAGIC = 0x4d544f52; // "ROTM", little endian
const VERSION = 1;
const HEADER_WORDS = 8;

/** Bits of the last header word. */
const PAIRED = 1;
const PASSES = 2;
const OWN_SPREAD = 4;

/** The arrays in stored order; all of them float32, little endian. */
function arraysOf(moments: Moments): Float32Array[] {
  const { between, within, samplingBias, low, high, pairSquares } = moments;
  return [between, within, samplingBias, low, high, ...(pairSquares ? [pairSquares] : [])];
}

/** The moments as bytes: eight 32-bit words (magic, version, five extents, flags), then the arrays. */
export function encodeMoments(moments: Moments): Uint8Array {
  const { members, samples, steps, horizon, dims, pairSquares, passes, ownSpread } = moments;
  const flags = (pairSquares ? PAIRED : 0) | (passes ? PASSES : 0) | (ownSpread ? OWN_SPREAD : 0);
  const header = Uint32Array.of(MAGIC, VERSION, members, samples, steps, horizon, dims, flags);
  const arrays = arraysOf(moments);
  const bytes = new Uint8Array(header.byteLength + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  let at = 0;
  for (const part of [header, ...arrays]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** The moments that {@link encodeMoments} wrote. Throws DomainError invalid for other, cut or overlong bytes. */
export function decodeMoments(bytes: Uint8Array): Moments {
  const refuse = (why: string) => {
    throw new DomainError('invalid', `The cached predictions cannot be read: ${why}. Score the episode again.`);
  };
  if (bytes.byteLength < HEADER_WORDS * 4) refuse(`only ${bytes.byteLength} bytes are there`);
  const aligned = bytes.slice();
  const [magic, version, members, samples, steps, horizon, dims, flags] = new Uint32Array(
    aligned.buffer,
    0,
    HEADER_WORDS,
  );
  if (magic !== MAGIC) refuse('they are of another kind');
  if (version !== VERSION) refuse(`they are of version ${version}, this program reads version ${VERSION}`);
  const paired = (flags & PAIRED) !== 0;
  const cells = steps * dims;
  const expected = HEADER_WORDS * 4 + 4 * cells * (5 + (paired ? (members * (members - 1)) / 2 : 0));
  if (expected !== bytes.byteLength) refuse(`${expected} bytes were written and ${bytes.byteLength} are there`);
  const [passes, ownSpread] = [(flags & PASSES) !== 0, (flags & OWN_SPREAD) !== 0];
  const moments = allocateMoments({ members, samples, steps, horizon, dims, passes, ownSpread });
  if ((moments.pairSquares !== null) !== paired) refuse('the header contradicts itself');
  let at = HEADER_WORDS * 4;
  for (const array of arraysOf(moments)) {
    array.set(new Float32Array(aligned.buffer, at, array.length));
    at += array.byteLength;
  }
  return moments;
}
