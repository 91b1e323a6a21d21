import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { DomainError } from '@/server/core/errors';

/** What an archive may unpack to: no more bytes and files than a disk and a folder bear. */
export interface UnpackLimits {
  bytes: number;
  files: number;
}

const LIMITS: UnpackLimits = { bytes: 8 * 1024 ** 3, files: 200_000 };
const IGNORED = /(^|\/)(__MACOSX\/|\.DS_Store$|\.git\/)/;

/**
 * Unpacks a zip archive into a folder of its own below `into` (once: the same file again gives the same folder) and returns
 * that folder. Throws DomainError invalid for a damaged archive, a name that leaves the folder, or more than `limits`.
 */
export async function unpackZip(path: string, into: string, limits = LIMITS): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const key = createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 24);
  const folder = join(into, key);
  const there = await stat(folder).catch(() => null);
  if (there) return folder;
  const draft = `${folder}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await unpack(path, draft, limits);
    await rename(draft, folder).catch(async (error) => {
      // Another process unpacked the same archive meanwhile.
      if (!(await stat(folder).catch(() => null))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The one recording inside an unpacked archive: its only file or folder, else (and where that is LeRobot's `meta`) the archive's own folder. */
export async function unpackedRecording(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  // A recording without episodes is nothing but its metadata.
  return entries.length === 1 && entries[0].name !== 'meta' ? join(folder, entries[0].name) : folder;
}

async function unpack(path: string, folder: string, limits: UnpackLimits): Promise<void> {
  const state = { bytes: 0, files: 0, open: new Set<number>() };
  const unzip = new Unzip((file) => receive(file, folder, limits, state));
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(path)) unzip.push(chunk as Uint8Array);
    unzip.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw damaged(path);
  } finally {
    for (const descriptor of state.open) closeSync(descriptor);
  }
  if (state.open.size > 0 || state.files === 0) throw damaged(path);
}

function receive(
  file: UnzipFile,
  folder: string,
  limits: UnpackLimits,
  state: { bytes: number; files: number; open: Set<number> },
): void {
  if (file.name.endsWith('/') || IGNORED.test(file.name)) return;
  if (!staysInside(file.name))
    throw new DomainError(
      'invalid',
      `The archive holds the name "${file.name}", which leaves its folder. Nothing was kept.`,
    );
  if (++state.files > limits.files)
    throw new DomainError('invalid', `The archive holds more than ${limits.files} files. Nothing was kept.`);
  const target = join(folder, file.name);
  mkdirSync(dirname(target), { recursive: true });
  const descriptor = openSync(target, 'wx');
  state.open.add(descriptor);
  file.ondata = (error, chunk, final) => {
    if (error) throw error;
    state.bytes += chunk.byteLength;
    if (state.bytes > limits.bytes)
      throw new DomainError(
        'invalid',
        `The archive unpacks to more than ${Math.floor(limits.bytes / 1024 ** 2)} MB. Nothing was kept; unpack it into the import folder instead.`,
      );
    writeSync(descriptor, chunk);
    if (final) {
      closeSync(descriptor);
      state.open.delete(descriptor);
    }
  };
  file.start();
}

/** Whether a name inside an archive stays inside whatever folder it is unpacked to. */
function staysInside(name: string): boolean {
  return !/^([/\\]|[a-z]:)/i.test(name) && !name.includes('\0') && !name.split(/[/\\]/).includes('..');
}

const damaged = (path: string) =>
  new DomainError(
    'invalid',
    `${path} is no whole zip archive: it is damaged or was cut off. Nothing of it was kept; zip it again.`,
  );
