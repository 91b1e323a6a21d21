import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { VectorFile } from './vector-set';

/** Where the reference vectors lie when the sample recordings are there: beside them. */
export const goldenFolder = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data', '..', 'golden');

/** Every JSON file of a folder that has cases, by name; none where the folder is not there. */
export function vectorFiles(folder: string): VectorFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const { id, compare = '', cases } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) ?? {};
      return Array.isArray(cases) ? [{ id: id ?? path.parse(name).name, compare, cases }] : [];
    });
}
