import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const samples = resolve(import.meta.dirname, '../../..', process.env.ROTA_SAMPLES ?? '../shared/data');

/** A file of the sample data, or null when the samples are absent. */
export function sampleText(path: string): string | null {
  const file = resolve(samples, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The cases of a reference file by name, or null when the reference vectors are absent. */
export function goldenCases<Case extends { name: string }>(id: string): Case[] | null {
  const text = sampleText(`../golden/${id}.json`);
  return text === null ? null : JSON.parse(text).cases;
}
