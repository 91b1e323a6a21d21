import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { embeddedLocation } from '@/db/embedded/location';
import { isAnswered } from '@/db/embedded/lock';
import { startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { Failed, Misused } from '../terminal';

/** Of a data folder: what belongs to a running installation alone, and the recordings of the team that it only reads. */
const LEFT_OUT = new Set(['database', 'database.lock', 'run', 'import']);
/** The database serves one client whole at a time and gives up on one that idles; work stands still for as long as it is copied. */
const SIGN_OF_LIFE_MS = 3000;
const MOST_STANDSTILL_MS = 40_000;

/** A backup that was written. */
interface Saved {
  bytes: number;
  /** How long nobody else was served while the database was copied; null where Rota did not run. */
  heldMs: number | null;
}

/**
 * Writes all of a data folder into one file: the embedded database as it stands at one moment, whether it runs or not,
 * and the artifacts, which are never changed once they are there.
 */
export async function saveBackup(dataFolder: string, file: string): Promise<Saved> {
  const out = path.resolve(file);
  const { files, socket } = embeddedLocation(dataFolder);
  if (!existsSync(files)) throw new Misused(`There is no database in ${dataFolder}. Name its folder with ROTA_DATA.`);
  if (existsSync(out)) throw new Misused(`${out} is there already. Name a new file.`);
  if (!path.relative(dataFolder, out).startsWith('..'))
    throw new Misused(`${out} lies in the data folder itself. Name a place outside, best on another disk.`);
  const apart = await mkdtemp(path.join(path.dirname(out), '.rota-backup-'));
  try {
    const alone = (await isAnswered(socket)) ? null : await startEmbedded(dataFolder);
    let heldMs: number;
    try {
      heldMs = await copyStanding(socket, files, path.join(apart, 'database'));
    } finally {
      if (alone) await stopEmbedded(alone);
    }
    const others = (await readdir(dataFolder)).filter((name) => !LEFT_OUT.has(name));
    const whole = path.join(apart, 'whole');
    await tar(['-czf', whole, '-C', apart, 'database', '-C', dataFolder, ...others]);
    await rename(whole, out);
    return { bytes: (await stat(out)).size, heldMs: alone ? null : heldMs };
  } finally {
    await rm(apart, { recursive: true, force: true });
  }
}

/** Copies the files of a running database while nobody else has a turn, all of it written down before; returns for how many ms. */
async function copyStanding(socket: string, files: string, to: string): Promise<number> {
  const sql = postgres({ path: socket, username: 'postgres', database: 'postgres', max: 1, onnotice: () => {} });
  try {
    return await sql.begin(async (turn) => {
      const held = performance.now();
      await turn.unsafe('checkpoint');
      const began = performance.now();
      let late = false;
      const alive = setInterval(() => {
        late = performance.now() - began > MOST_STANDSTILL_MS;
        void turn`select 1`.catch(() => {});
      }, SIGN_OF_LIFE_MS);
      await cp(files, to, {
        recursive: true,
        mode: constants.COPYFILE_FICLONE,
        filter: (source) => {
          if (late)
            throw new Failed(
              'Copying the database takes too long while people work. Stop Rota and run this again; nothing was written.',
            );
          return path.basename(source) !== 'postmaster.pid';
        },
      }).finally(() => clearInterval(alive));
      // A connection that was lost meanwhile means that others may have written.
      await turn`select 1`;
      return performance.now() - held;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Runs the system's tar, which every system has. Throws Failed with what it said. */
export async function tar(words: readonly string[]): Promise<void> {
  await promisify(execFile)('tar', words, { maxBuffer: 16 * 1024 * 1024 }).catch(
    (error: Error & { stderr?: string }) => {
      throw new Failed(
        `tar failed: ${(error.stderr || error.message).trim().split('\n').at(-1)}. Nothing was written.`,
      );
    },
  );
}
