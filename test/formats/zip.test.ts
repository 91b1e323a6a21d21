import { mkdtemp, readdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openRecording } from '@/server/formats/open-recording';
import { shortPaths } from '@/server/formats/short-paths';
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

test('an archive of a recording without episodes, which is its metadata alone, is opened', async () => {
  const info = { codebase_version: 'v2.1', total_episodes: 0, total_frames: 0, total_tasks: 0, fps: 30, features: {} };
  const { file, into } = await zipped({ 'meta/info.json': text(JSON.stringify(info)) });
  expect((await openRecording(file, into)).summary).toMatchObject({ version: 'v2.1', episodes: [] });
});

test("what is said of an opened recording names files from the sender's folder on, never where the server keeps them", async () => {
  const { file, into } = await zipped({ 'sent/list.csv': text('episode_index\n0\n0\n'), 'sent/more.csv': text('') });
  const open = shortPaths((path) => openRecording(path, into), [join(into, '*'), dirname(file)]);
  await expect(open(file)).rejects.toThrow(/^The folder sent has no meta\/info\.json/);
  const list = await zipped({ 'list.csv': text('episode_index\n0\n0\n') });
  const { summary } = await shortPaths((path) => openRecording(path, list.into), [join(list.into, '*')])(list.file);
  expect(summary.problems.map(({ file }) => file)).toEqual(['list.csv']);
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
