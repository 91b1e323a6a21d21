import { mkdtemp, readdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openRecording } from '@/server/formats/open-recording';
import { unpackZip } from '@/server/formats/zip';

const folder = () => mkdtemp(join(tmpdir(), 'rota-zip-'));
const text = (words: string) => new TextEncoder().encode(words);

async function zipped(entries: Record<string, Uint8Array>): Promise<{ file: string; into: string }> {
  const at = await folder();
  const file = join(at, 'set.zip');
  await writeFile(file, zipSync(entries));
  return { file, into: join(at, 'unpacked') };
}

test('the one recording in an archive is opened, and the archive is unpacked once', async () => {
  const { file, into } = await zipped({
    'list.csv': text('episode_index,length\n0,5\n1,6\n'),
    '__MACOSX/list.csv': text('x'),
  });
  expect((await openRecording(file, into)).summary).toMatchObject({ format: 'manifest', frames: 11 });
  await openRecording(file, into);
  expect(await readdir(into)).toHaveLength(1);
});

test.each(['../outside.csv', '/etc/outside', 'a/../../outside', 'C:\\outside'])(
  'a name that leaves the folder (%s) is refused and nothing is kept',
  async (name) => {
    const { file, into } = await zipped({ 'fine.csv': text('episode_index\n0\n'), [name]: text('x') });
    await expect(unpackZip(file, into)).rejects.toThrow(/leaves its folder/);
    expect(await readdir(into)).toEqual([]);
  },
);

test('an archive that unpacks to too much or to too many files is refused and nothing is kept', async () => {
  const { file, into } = await zipped({
    'zeros.bin': new Uint8Array(5_000_000),
    'one.csv': text('1'),
    'two.csv': text('2'),
  });
  await expect(unpackZip(file, into, { bytes: 1_000_000, files: 10 })).rejects.toThrow(/more than/);
  await expect(unpackZip(file, into, { bytes: 10_000_000, files: 2 })).rejects.toThrow(/more than 2 files/);
  expect(await readdir(into)).toEqual([]);
});

test('an archive cut off, or no archive at all, is refused in words', async () => {
  const noise = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 251);
  const { file, into } = await zipped({ 'a.csv': noise, 'b.csv': noise });
  await truncate(file, 600);
  await expect(unpackZip(file, into)).rejects.toThrow(/damaged or was cut off/);
  await writeFile(file, 'no zip');
  await expect(unpackZip(file, into)).rejects.toThrow(/damaged or was cut off/);
});
