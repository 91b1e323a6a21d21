import { databaseBytes } from '@/db/queries/installation';
import type { Context } from '../context';

/** Below this much room uploads and the embedded database may soon stop. */
const LITTLE_BYTES = 5e9;

/**
 * How the parts of the installation stand now: whether the worker runs, how long the database took to answer (ms) and
 * how large it is, and how much room the disk of the data folder has. That the web server runs, its answer shows.
 */
export async function installationHealth({ db, host }: Context) {
  const asked = performance.now();
  const bytes = await databaseBytes(db);
  const answerMs = Math.round(performance.now() - asked);
  const disk = await host.disk();
  return {
    worker: !host.missing().includes('worker'),
    database: { kind: host.database, answerMs, bytes },
    disk: { ...disk, little: disk.freeBytes < LITTLE_BYTES },
    dataFolder: host.dataFolder,
  };
}
