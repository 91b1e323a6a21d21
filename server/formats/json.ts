import { readFile } from 'node:fs/promises';
import { DomainError } from '@/server/core/errors';

export type JsonObject = { [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parsed content of a JSON file; null where the file is absent. Throws DomainError invalid where it is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readTextIfPresent(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DomainError('invalid', `${path} is not valid JSON: ${(error as Error).message}.`);
  }
}

/** Objects of a JSON-lines file and the numbers (from 1) of the lines that are none; null where the file is absent. */
export async function readJsonLines(path: string): Promise<{ rows: JsonObject[]; badLines: number[] } | null> {
  const text = await readTextIfPresent(path);
  if (text === null) return null;
  const rows: JsonObject[] = [];
  const badLines: number[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = objectOrNull(line);
    if (row) rows.push(row);
    else badLines.push(at + 1);
  }
  return { rows, badLines };
}

/** The strings of a value that should be a list of strings (a lone string counts as a list of one). */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function objectOrNull(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

async function readTextIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
