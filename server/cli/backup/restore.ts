import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { Misused } from '../terminal';
import { tar } from './save';

/** Makes a data folder of a backup; it must not be there yet, or be empty. It is there whole or not at all. */
export async function restoreBackup(file: string, dataFolder: string): Promise<void> {
  const from = path.resolve(file);
  if (!existsSync(from)) throw new Misused(`There is no file ${from}.`);
  const there = existsSync(dataFolder) ? await readdir(dataFolder) : null;
  if (there && there.length > 0)
    throw new Misused(`${dataFolder} is not empty, and is left as it is. Name another folder with ROTA_DATA.`);
  const apart = `${dataFolder}.restoring`;
  await rm(apart, { recursive: true, force: true });
  await mkdir(apart, { recursive: true, mode: 0o700 });
  try {
    await tar(['-xzf', from, '-C', apart]);
    if (!existsSync(path.join(apart, 'database', 'PG_VERSION')))
      throw new Misused(`${from} is no backup of Rota: it holds no database. Nothing was written.`);
    if (there) await rmdir(dataFolder);
    await rename(apart, dataFolder);
  } finally {
    await rm(apart, { recursive: true, force: true });
  }
}
