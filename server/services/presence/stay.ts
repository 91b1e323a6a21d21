import { type DeviceAt, noteLeaving } from '@/db/queries/presence';
import { insertEvent } from '@/db/queries/record';
import type { PresenceInput } from '@/server/core/collect/schema';
import type { ProgramContext } from '../context';
import { actingPerson } from '../people/acting-person';
import { sayHere } from './here';

/** A page that loads again within this never left. */
const GRACE_MS = 500;

/** How many pages of a device at a place are open: one that ends leaves nothing while another is. */
const open = new Map<string, number>();

/**
 * The acting person's device is at this place for as long as `meanwhile` goes on, which a closed, hidden or killed page
 * ends; passes on what that yields. Where the network is lost nothing ends, and its signs of life stop.
 */
export async function* stay<T>(
  ctx: ProgramContext,
  place: PresenceInput,
  meanwhile: AsyncGenerator<T>,
): AsyncGenerator<T> {
  const at = { personId: actingPerson(ctx), ...place };
  const key = `${ctx.scope.programId} ${at.personId} ${at.stationId} ${at.device}`;
  open.set(key, (open.get(key) ?? 0) + 1);
  try {
    await sayHere(ctx, place);
    yield* meanwhile;
  } finally {
    const since = ctx.clock.now();
    const others = (open.get(key) ?? 1) - 1;
    if (others > 0) open.set(key, others);
    else open.delete(key);
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    // What cannot be written down any more ends with the last sign of life.
    if (!open.has(key)) await leave(ctx, at, since).catch(() => undefined);
  }
}

async function leave(ctx: ProgramContext, at: DeviceAt, since: Date): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const left = await noteLeaving(tx, ctx.scope, at, { since, now: ctx.clock.now() });
    if (left) await insertEvent(tx, ctx.scope, 'presence', at.stationId ?? undefined);
  });
}
