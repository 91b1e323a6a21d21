import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';
import { Misused } from './terminal';

/** A folder as one .zip in a temporary place, with how to remove it; hidden files stay out. Holds one piece of a file at a time. Throws Misused for one without files. */
export async function zipFolder(folder: string): Promise<{ file: string; remove(): Promise<void> }> {
  const place = await mkdtemp(path.join(os.tmpdir(), 'rota-zip-'));
  const file = path.join(place, `${path.basename(path.resolve(folder))}.zip`);
  const remove = () => rm(place, { recursive: true, force: true });
  try {
    const names = await filesOf(folder);
    if (names.length === 0) throw new Misused(`The folder ${folder} holds no file, so there is nothing to send.`);
    await pipeline(Readable.from(zipped(folder, names)), createWriteStream(file));
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, remove };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => !/(^|\/)\./.test(name));
}

async function* zipped(folder: string, names: readonly string[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  for (const name of names) {
    const member = new ZipDeflate(name, { level: 1 });
    zip.add(member);
    for await (const piece of createReadStream(path.join(folder, name))) {
      member.push(piece as Uint8Array);
      yield* ready.splice(0);
    }
    member.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
