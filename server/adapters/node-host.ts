import { statfs } from 'node:fs/promises';
import type { Host } from '../core/ports';

/** What the supervisor tells the web server's process; absent in processes that it tells nothing. */
const told = globalThis as typeof globalThis & { rotaMissing?: string[] };

/** The machine of this process, its data in `dataFolder`. */
export function nodeHost(dataFolder: string, database: Host['database']): Host {
  return {
    dataFolder,
    database,
    missing: () => told.rotaMissing ?? [],
    async disk() {
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
  };
}
