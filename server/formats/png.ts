import { inflateSync } from 'node:zlib';
import { DomainError } from '@/server/core/errors';

/** A decoded picture: height × width × channels bytes, row-major. */
export interface Picture {
  height: number;
  width: number;
  channels: number;
  pixels: Uint8Array;
}

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 };
const MAX_PIXELS = 64_000_000;

/** Decodes an 8-bit, non-interlaced grey or colour PNG (ISO/IEC 15948). Throws DomainError invalid for any other. */
export function decodePng(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47)
    throw new DomainError('invalid', 'The picture is not a PNG.');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = CHANNELS[bytes[25]];
  if (bytes[24] !== 8 || !channels || bytes[28] !== 0 || width * height > MAX_PIXELS)
    throw new DomainError(
      'invalid',
      `The PNG (${width} × ${height}) is not an 8-bit, non-interlaced grey or colour picture.`,
    );
  return { height, width, channels, pixels: unfilter(inflate(bytes, view), height, width * channels, channels) };
}

function inflate(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  try {
    return inflateSync(Buffer.concat(parts));
  } catch {
    throw new DomainError('invalid', 'The PNG is cut short or damaged.');
  }
}

/** Undoes the row filters: each row is a filter byte and `stride` bytes predicted from left, above and above-left. */
function unfilter(raw: Uint8Array, height: number, stride: number, channels: number): Uint8Array {
  if (raw.length !== height * (stride + 1)) throw new DomainError('invalid', 'The PNG holds fewer rows than it says.');
  const out = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const at = row * stride + i;
      const left = i >= channels ? out[at - channels] : 0;
      const above = row > 0 ? out[at - stride] : 0;
      const corner = row > 0 && i >= channels ? out[at - stride - channels] : 0;
      out[at] = raw[row * (stride + 1) + 1 + i] + predicted(filter, left, above, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
