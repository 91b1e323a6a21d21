import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(process.env.ROTA_SAMPLES ?? '../shared/data', '../golden');

/** Reference vectors are beside the samples; suites that need them say so when they are absent. */
export const hasGolden = existsSync(FOLDER);

// biome-ignore lint/suspicious/noExplicitAny: the vectors have one shape per case, which each test knows.
export type GoldenCase = { name: string; input: any; expected: any; equivalence_class?: number[] };

export function goldenCases(id: string): GoldenCase[] {
  return hasGolden ? JSON.parse(readFileSync(join(FOLDER, `${id}.json`), 'utf8')).cases : [];
}
