import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { File, ready } from 'h5wasm/node';
import { expect, test } from 'vitest';
import { openRecording } from '@/server/formats/open-recording';

async function hdf5(fill: (file: File) => void): Promise<string> {
  await ready;
  const path = join(await mkdtemp(join(tmpdir(), 'rota-h5-')), 'a.hdf5');
  const file = new File(path, 'w');
  fill(file);
  file.close();
  return path;
}

const demos = (file: File) => {
  const data = file.create_group('data');
  for (const [name, reward] of [
    ['demo_10', 1],
    ['demo_2', 0],
  ] as const) {
    const demo = data.create_group(name);
    demo.create_dataset({ name: 'actions', data: new Float32Array(6), shape: [3, 2] });
    demo.create_dataset({ name: 'rewards', data: Float32Array.of(0, 0, reward) });
  }
};

test('trajectories are in numeric order; sparse rewards of 1 mean success, none of them means unknown', async () => {
  const { summary } = await openRecording(await hdf5(demos));
  expect(summary.episodes.map(({ index, outcome }) => [index, outcome.value])).toEqual([
    [2, 'unknown'],
    [10, 'success'],
  ]);
});

test('HDF5 without the data group is refused with what it holds', async () => {
  const path = await hdf5((file) => file.create_group('observation'));
  await expect(openRecording(path)).rejects.toThrow(/without the `data` group \(it has: observation\).*DROID/);
});

test('an HDF5 file cut short is refused with a sentence', async () => {
  const path = await hdf5(demos);
  await writeFile(path, (await readFile(path)).subarray(0, 600));
  await expect(openRecording(path)).rejects.toThrow(/cut short or damaged/);
});
