import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const samples = resolve(import.meta.dirname, '../../..', process.env.ROTA_SAMPLES ?? '../shared/data');

/** A file of the sample data, or null when the samples are absent. */
export function sampleText(path: string): string | null {
  const file = resolve(samples, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
