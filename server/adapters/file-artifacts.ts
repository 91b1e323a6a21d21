import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, link, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
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
  const keep = async (key: string, write: (draft: string) => Promise<void>) => {
    if (await has(key)) return;
    const file = fileOf(key);
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.${Math.round(performance.now() * 1000)}`;
    await write(draft);
    await rename(draft, file);
  };
  return {
    has,
    async put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex');
      await keep(key, (draft) => writeFile(draft, bytes));
      return key;
    },
    async putFile(source) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(source), hash);
      const key = hash.digest('hex');
      await keep(key, (draft) => copyFile(source, draft));
      return { key, bytes: (await stat(fileOf(key))).size };
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
    async layOut(keyByName) {
      await mkdir(folder, { recursive: true });
      const laid = await mkdtemp(path.join(folder, 'laid-'));
      const remove = () => rm(laid, { recursive: true, force: true });
      try {
        for (const [name, key] of Object.entries(keyByName)) {
          const target = path.resolve(laid, name);
          if (!target.startsWith(laid + path.sep))
            throw new DomainError('invalid', `"${name}" does not lie beside its model. Save it in the same folder.`);
          if (!(await has(key))) throw missing(key);
          await mkdir(path.dirname(target), { recursive: true });
          await link(fileOf(key), target).catch(() => copyFile(fileOf(key), target));
        }
      } catch (error) {
        await remove();
        throw error;
      }
      return { folder: laid, remove };
    },
  };
}
