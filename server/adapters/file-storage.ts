import { createWriteStream } from 'node:fs';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../core/errors';
import type { Storage } from '../core/ports';

/** Uploads below `<data>/uploads`, imports from `importFolder`. */
export function fileStorage(dataFolder: string, importFolder: string, uploadLimit: number): Storage {
  const inside = async (relative: string) => {
    await mkdir(importFolder, { recursive: true });
    const root = await realpath(importFolder);
    const target = await realpath(path.resolve(/* turbopackIgnore: true */ root, relative || '.')).catch(() => {
      throw new DomainError(
        'invalid',
        `There is no "${relative}" in the import folder ${importFolder}. Copy the recording there first.`,
      );
    });
    if (target !== root && !target.startsWith(root + path.sep)) {
      throw new DomainError(
        'invalid',
        `"${relative}" lies outside the import folder ${importFolder}. Copy the recording into it.`,
      );
    }
    return target;
  };
  return {
    importFolder,
    uploadLimit,
    resolveImport: inside,
    async listImports(relative) {
      const folder = await inside(relative);
      const entries = await readdir(folder, { withFileTypes: true });
      const listed = await Promise.all(
        entries
          .filter((entry) => !entry.name.startsWith('.'))
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(async (entry) => {
            // A link to nowhere, or a file that went away meanwhile, is nothing to import.
            const found = await stat(path.join(folder, entry.name)).catch(() => null);
            if (!found) return [];
            return [{ name: entry.name, folder: found.isDirectory(), bytes: found.isDirectory() ? 0 : found.size }];
          }),
      );
      return listed.flat();
    },
    async receive(uploadId, name, body) {
      const folder = path.join(dataFolder, 'uploads', uploadId);
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, path.basename(name).replace(/[^\w.-]+/g, '_') || 'upload');
      let bytes = 0;
      const meter = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          bytes += chunk.byteLength;
          done(bytes > uploadLimit ? tooLarge(uploadLimit, importFolder) : null, chunk);
        },
      });
      try {
        await pipeline(Readable.from(body), meter, createWriteStream(file));
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
      return { path: file, bytes };
    },
  };
}

/** The sentence for an upload above the limit. */
function tooLarge(limit: number, importFolder: string): DomainError {
  return new DomainError(
    'invalid',
    `This upload is larger than ${Math.floor(limit / 1024 / 1024)} MB, so nothing of it was kept. Copy it into the server's import folder ${importFolder} and import it from there, here or with \`rota import --server-path NAME\`.`,
  );
}
