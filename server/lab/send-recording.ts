import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { Episode } from './episode';
import type { Lab } from './lab';
import { mappingOf } from './program';
import { writeRecordings } from './recordings';

/**
 * Writes episodes as a LeRobot folder, zips it, uploads and imports it; answers with the episodes' ids in their order.
 * Sent twice it is imported once.
 */
export async function sendRecording(
  { client, bench, write }: Lab,
  name: string,
  episodes: readonly Episode[],
  mapping: Parameters<typeof mappingOf>[1],
  attemptIds?: readonly string[],
): Promise<number[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rota-lab-'));
  try {
    const root = path.join(folder, name);
    await writeRecordings(root, bench.design, episodes, write, attemptIds);
    const uploadId = await client.upload(`${name}.zip`, await zipOf(folder));
    return await client.importRecording(uploadId, mappingOf(bench.design, mapping));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function zipOf(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents: Record<string, Uint8Array> = {};
  for (const file of files.sort())
    contents[path.relative(folder, file).split(path.sep).join('/')] = await readFile(file);
  // A fixed time makes the same recording the same file.
  return zipSync(contents, { level: 1, mtime: '2000-01-01T00:00:00' });
}
