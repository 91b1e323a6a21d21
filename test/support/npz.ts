import { zipSync } from 'fflate';

/** A .npz archive with float32 arrays, as numpy writes it. */
export function npzOf(arrays: Record<string, { shape: number[]; values: Float32Array }>): Uint8Array {
  const entries = Object.entries(arrays).map(([name, { shape, values }]) => {
    const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
    const header = text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11, ' ').concat('\n');
    const head = Buffer.alloc(10);
    head.write('\u0093NUMPY', 'latin1');
    head[6] = 1;
    head.writeUInt16LE(header.length, 8);
    const data = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    return [`${name}.npy`, new Uint8Array(Buffer.concat([head, Buffer.from(header, 'latin1'), data]))] as const;
  });
  return zipSync(Object.fromEntries(entries));
}
