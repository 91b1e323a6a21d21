import { and, eq } from 'drizzle-orm';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import { pictureType } from '@/server/core/matrix/picture';
import type { ProgramContext } from '../context';

/** The bytes of a picture that a level of this program has. Throws DomainError not_found for any other artifact. */
export async function levelPicture(
  ctx: ProgramContext,
  key: string,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const missing = new DomainError('not_found', 'No level of this program has this picture.');
  const [level] = await ctx.db
    .select({ id: levels.id })
    .from(levels)
    .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.picture, key)))
    .limit(1);
  if (!level) throw missing;
  const bytes = await ctx.artifacts.get(key);
  const mediaType = pictureType(bytes);
  if (!mediaType) throw missing;
  return { bytes, mediaType };
}
