import { and, eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { artifacts } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import { MAX_PICTURE_BYTES, pictureType } from '@/server/core/matrix/picture';
import type { ProgramContext } from '../context';

/** Sets the picture of a level (null takes it away). Throws DomainError invalid for too large or not a picture. */
export async function setLevelPicture(
  ctx: ProgramContext,
  input: { levelId: number; bytes: Uint8Array | null },
): Promise<{ picture: string | null }> {
  const picture = input.bytes && (await keptPicture(ctx, input.bytes));
  await ctx.db.transaction(async (tx) => {
    if (picture)
      await tx
        .insert(artifacts)
        .values({ ...picture, createdAt: ctx.clock.now() })
        .onConflictDoNothing();
    const [row] = await tx
      .update(levels)
      .set({ picture: picture?.key ?? null })
      .where(and(eq(levels.id, input.levelId), eq(levels.programId, ctx.scope.programId)))
      .returning({ name: levels.name });
    if (!row) throw new DomainError('not_found', 'There is no such level in this program.');
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'matrix.level-picture', subject: row.name });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
  return { picture: picture?.key ?? null };
}

async function keptPicture(ctx: ProgramContext, bytes: Uint8Array) {
  if (bytes.byteLength > MAX_PICTURE_BYTES) {
    throw new DomainError('invalid', 'A picture may have 4 MB. Make it smaller and add it again; nothing was changed.');
  }
  const mediaType = pictureType(bytes);
  if (!mediaType) {
    throw new DomainError('invalid', 'This file is no PNG, JPEG, WebP or GIF picture. Nothing was changed.');
  }
  return { key: await ctx.artifacts.put(bytes), bytes: bytes.byteLength, mediaType };
}
