import { and, eq } from 'drizzle-orm';
import { insertAudit } from '@/db/queries/record';
import { tokens } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { Context, ProgramContext } from '../context';

/** Ends a token of the program at once. Throws DomainError not_found for one of another program. */
export async function revokeToken(ctx: ProgramContext, tokenId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(tokens)
      .set({ revokedAt: ctx.clock.now() })
      .where(and(eq(tokens.id, tokenId), eq(tokens.programId, ctx.scope.programId)))
      .returning({ name: tokens.name });
    if (!row) throw new DomainError('not_found', 'There is no such token in this program.');
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'tokens.revoke', subject: row.name });
  });
}

/** Ends any token of the installation at once; for admins and the server itself. Throws DomainError not_found. */
export async function revokeAnyToken(ctx: Context, tokenId: number): Promise<{ id: number; name: string }> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(tokens)
      .set({ revokedAt: ctx.clock.now() })
      .where(eq(tokens.id, tokenId))
      .returning({ id: tokens.id, name: tokens.name, programId: tokens.programId });
    if (!row) throw new DomainError('not_found', `There is no token ${tokenId}. \`rota tokens list\` shows them.`);
    await insertAudit(tx, row.programId, { actor: ctx.actor, action: 'tokens.revoke', subject: row.name });
    return { id: row.id, name: row.name };
  });
}
