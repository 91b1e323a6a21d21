import { DomainError } from '@/server/core/errors';
import type { Context } from '../context';

/** Id of the person who acts. Throws DomainError invalid for a token, which is nobody in particular. */
export function actingPerson(ctx: Context): number {
  if (ctx.actor.personId === null)
    throw new DomainError('invalid', 'This is done by a person, not by a token: sign in.');
  return ctx.actor.personId;
}
