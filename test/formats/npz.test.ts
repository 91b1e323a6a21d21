import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readNpy, readNpz } from '@/server/formats/npz';

function npy(descr: string, shape: string, data: ArrayBufferView, fortran = 'False'): Uint8Array {
  const dict = `${`{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`.padEnd(117)}\n`;
  const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, dict.length, 0]),
    Buffer.from(dict),
    content,
  ]);
}

describe('numpy arrays', () => {
  test('shape and values survive an archive, stored or deflated', () => {
    const actions = npy('<f4', '2, 3', Float32Array.of(1, 2, 3, 4, 5, 6));
    const episodes = npy('<i8', '2,', BigInt64Array.of(7n, 8n));
    for (const level of [0, 6] as const) {
      const arrays = readNpz(zipSync({ 'actions.npy': actions, 'episodes.npy': episodes }, { level }));
      expect(arrays.get('actions')).toEqual({
        shape: [2, 3],
        dtype: 'float32',
        data: Float32Array.of(1, 2, 3, 4, 5, 6),
      });
      expect(arrays.get('episodes')?.data).toEqual(BigInt64Array.of(7n, 8n));
    }
  });

  test('what cannot be read says what to do instead', () => {
    expect(() => readNpz(new Uint8Array(8))).toThrow(/not a readable \.npz/);
    expect(() => readNpy(npy('<f2', '1,', new Uint8Array(2)))).toThrow(/astype/);
    expect(() => readNpy(npy('<f4', '1,', new Float32Array(1), 'True'))).toThrow(/ascontiguousarray/);
    expect(() => readNpy(npy('<f4', '9,', new Float32Array(1)))).toThrow(/cut short/);
  });
});
