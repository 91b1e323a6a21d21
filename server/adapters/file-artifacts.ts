import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '../core/errors';
import type { ArtifactStore } from '../core/ports';

/** Artifacts as files below `folder`, written under a temporary name first so that a crash leaves none half-made. */
export function fileArtifacts(folder: string): ArtifactStore {
  const fileOf = (key: string) => {
    if (!/^[0-9a-f]{64}$/.test(key)) throw new DomainError('not_found', `"${key}" is not the key of an artifact.`);
    return path.join(folder, key.slice(0, 2), key);
  };
  const has = async (key: string) =>
    access(fileOf(key)).then(
      () => true,
      () => false,
    );
  const missing = (key: string) =>
    new DomainError(
      'not_found',
      `Artifact ${key.slice(0, 12)} is missing from ${folder}. Restore it from a backup or add the file again.`,
    );
  return {
    has,
    async put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex');
      if (await has(key)) return key;
      const file = fileOf(key);
      await mkdir(path.dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}.${Math.round(performance.now() * 1000)}`;
      await writeFile(draft, bytes);
      await rename(draft, file);
      return key;
    },
    async get(key) {
      return readFile(fileOf(key)).catch(() => {
        throw missing(key);
      });
    },
    async path(key) {
      if (!(await has(key))) throw missing(key);
      return fileOf(key);
    },
  };
}
