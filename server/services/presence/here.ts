import { noteSign } from '@/db/queries/presence';
import { insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import { isHere } from '@/server/core/collect/presence';
import type { PresenceInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { actingPerson } from '../people/acting-person';

/** Keeps a sign of life of the acting person's device. Only a coming, a return and a change of place are events. */
export async function sayHere(ctx: ProgramContext, { stationId, device }: PresenceInput): Promise<void> {
  const personId = actingPerson(ctx);
  if (stationId !== null && !(await stationById(ctx.db, ctx.scope, stationId)))
    throw new DomainError('not_found', 'There is no such station in this program. Choose yours again.');
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const before = await noteSign(tx, ctx.scope, { personId, device, stationId }, now);
    const known = before && before.leftAt === null && isHere(before.seenAt, now);
    if (!known) await insertEvent(tx, ctx.scope, 'presence', stationId ?? undefined);
  });
}
