import { uploadById } from '@/db/queries/imports';
import { DomainError } from '@/server/core/errors';
import type { ImportSource } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';

/** Where a source lies on the server and what it is called. Throws DomainError not_found for an upload of another program, invalid for a path outside the import folder. */
export async function sourcePath(ctx: ProgramContext, source: ImportSource): Promise<{ path: string; name: string }> {
  if (source.from === 'folder') {
    const path = await ctx.storage.resolveImport(source.path);
    return { path, name: source.path.replace(/\/+$/, '').split('/').at(-1) || 'import folder' };
  }
  const upload = await uploadById(ctx.db, ctx.scope, source.uploadId);
  if (!upload)
    throw new DomainError(
      'not_found',
      'There is no such upload in this program. Upload the file again, then import it.',
    );
  return { path: upload.path, name: upload.name };
}
