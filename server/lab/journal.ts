import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What was done, step by step, on disk: a step that is written there is not done again. */
export interface Journal {
  /** The kept result of `name`, or that of `work`, kept before it is answered with. Results are JSON. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  has(name: string): boolean;
}

/** Opens the journal at `file`, empty when there is none or when a start was killed before its first line. */
export async function openJournal(file: string): Promise<Journal> {
  const kept = await readKept(file);
  await mkdir(path.dirname(file), { recursive: true });
  return {
    has: (name) => Object.hasOwn(kept, name),
    async step<T>(name: string, work: () => Promise<T>): Promise<T> {
      if (Object.hasOwn(kept, name)) return kept[name] as T;
      const result = await work();
      kept[name] = result ?? null;
      // Written whole or not at all: a kill in between leaves the file as it was.
      await writeFile(`${file}.new`, JSON.stringify(kept, null, 1));
      await rename(`${file}.new`, file);
      return result;
    },
  };
}

async function readKept(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return {};
  }
}
