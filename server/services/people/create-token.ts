import { insertAudit } from '@/db/queries/record';
import { tokens } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { CreateTokenInput } from '@/server/core/people/schema';
import type { Context, ProgramContext } from '../context';

/** A token bound to the context's program (or, without one, to the installation). The secret is returned once. */
export async function createToken(
  ctx: Context | ProgramContext,
  input: CreateTokenInput,
): Promise<{ id: number; secret: string }> {
  const programId = 'scope' in ctx ? ctx.scope.programId : null;
  if (programId !== null && input.scopes.includes('admin')) {
    throw new DomainError(
      'invalid',
      'The scope "admin" belongs to tokens of the installation. Run `rota tokens create` on the server without --program.',
    );
  }
  const secret = `rota_${ctx.secrets.random(24)}`;
  const expiresAt = input.expiresInDays ? new Date(ctx.clock.now().getTime() + input.expiresInDays * 86_400_000) : null;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(tokens)
      .values({
        programId,
        name: input.name,
        hash: ctx.secrets.sha256(secret),
        scopes: [...new Set(input.scopes)],
        createdBy: ctx.actor.personId,
        expiresAt,
      })
      .returning({ id: tokens.id });
    await insertAudit(tx, programId, {
      actor: ctx.actor,
      action: 'tokens.create',
      subject: input.name,
      details: { scopes: input.scopes },
    });
    return { id: row.id, secret };
  });
}
