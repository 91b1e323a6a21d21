import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPE = [0, 0, 4, 2, 6];

/** What is said of the pixels, for pictures that are to be refused. */
export interface PngHeader {
  depth?: number;
  colourType?: number;
  interlaced?: boolean;
}

/** A PNG of 1 to 4 channels of bytes; row r is filtered by filters[r mod length] (0 none, 1 sub, 2 up, 3 average, 4 Paeth). */
export function pngOf(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  filters: readonly number[] = [0],
  { depth = 8, colourType = COLOUR_TYPE[channels], interlaced = false }: PngHeader = {},
): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  for (const [at, value] of [depth, colourType, 0, 0, interlaced ? 1 : 0].entries()) header.setUint8(8 + at, value);
  const rows = filtered(pixels, height, width * channels, channels, filters);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    // In two parts, as encoders with a small buffer write them.
    ...halves(deflateSync(rows)).map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array()),
  ]);
}

const halves = (bytes: Uint8Array) => [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)];

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function filtered(pixels: Uint8Array, height: number, stride: number, step: number, filters: readonly number[]) {
  const out = new Uint8Array(height * (stride + 1));
  const at = (row: number, i: number) => (row < 0 || i < 0 ? 0 : pixels[row * stride + i]);
  for (let row = 0; row < height; row++) {
    const filter = filters[row % filters.length];
    out[row * (stride + 1)] = filter;
    for (let i = 0; i < stride; i++) {
      const [left, above, corner] = [at(row, i - step), at(row - 1, i), at(row - 1, i - step)];
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      out[row * (stride + 1) + 1 + i] = at(row, i) - guess;
    }
  }
  return out;
}

/** The neighbour nearest to left + above − corner; ties go to left, then above (ISO/IEC 15948, 9.4). */
function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const byDistance = [left, above, corner].map((value, order) => ({ value, order, d: Math.abs(estimate - value) }));
  return byDistance.sort((a, b) => a.d - b.d || a.order - b.order)[0].value;
}
