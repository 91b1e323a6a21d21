import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DomainError } from '@/server/core/errors';
import type { RecordingSource } from '@/server/core/recording/source';
import { openLeRobot } from './lerobot/open';
import { openManifest } from './manifest';
import { hasHdf5Signature } from './robomimic/signature';
import { unpackedRecording, unpackZip } from './zip';

const ACCEPTED =
  'Rota reads a LeRobot v2.1 or v3.0 folder (with meta/info.json), a robomimic HDF5 file, a CSV or JSON manifest, and a .zip of one of them.';

/**
 * Opens a recording of any supported format: what it is is decided by content, not by name alone.
 * A zip archive is unpacked below `unpackInto` first. Throws DomainError invalid that says what was found and what is accepted.
 */
export async function openRecording(path: string, unpackInto = `${path}.unpacked`): Promise<RecordingSource> {
  const entry = await stat(path).catch(() => null);
  if (!entry) throw new DomainError('invalid', `There is nothing at ${path}. ${ACCEPTED}`);
  if (entry.isDirectory()) return openLeRobot(await leRobotRoot(path));
  if (hasHdf5Signature(path)) {
    // The HDF5 library takes seconds to load: processes that open none start without it.
    const { openRobomimic } = await import('./robomimic/read');
    return openRobomimic(path);
  }
  const extension = extname(path).toLowerCase();
  if (extension === '.zip') {
    const inside = await unpackedRecording(await unpackZip(path, unpackInto));
    if (extname(inside).toLowerCase() !== '.zip') return openRecording(inside, unpackInto);
  }
  if (extension === '.csv' || extension === '.json') return openManifest(path);
  if (extension === '.hdf5' || extension === '.h5')
    throw new DomainError(
      'invalid',
      `${path} is named like HDF5 but does not start with the HDF5 signature. ${ACCEPTED}`,
    );
  throw new DomainError(
    'invalid',
    `${path} is a ${extension || 'file without extension'}, which is no recording. ${ACCEPTED}`,
  );
}

/** The folder itself or the one folder directly inside it that holds meta/info.json. */
async function leRobotRoot(path: string): Promise<string> {
  if (await hasInfo(path)) return path;
  const inside = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const roots: string[] = [];
  for (const { name } of inside) if (await hasInfo(join(path, name))) roots.push(join(path, name));
  if (roots.length === 1) return roots[0];
  throw new DomainError(
    'invalid',
    roots.length === 0
      ? `The folder ${path} has no meta/info.json, neither in itself nor one level below. ${ACCEPTED}`
      : `The folder ${path} holds ${roots.length} LeRobot recordings: choose one of ${roots.join(', ')}.`,
  );
}

const hasInfo = (folder: string) =>
  stat(join(folder, 'meta', 'info.json')).then(
    (entry) => entry.isFile(),
    () => false,
  );
