import { and, eq, ne, sql } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import { stations } from '@/db/schema/programs';
import type { EditStationInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';
import { levelIdsOf } from '../matrix/patterns';
import { placeRobot } from './place-robot';

/**
 * Changes a station's name, what it fixes, its recorder's flags and its robot; what was recorded there stays its own,
 * and the days are planned anew. A recorder gets the new flags at its next call. Throws conflict for a name that is taken.
 */
export async function editStation(ctx: ProgramContext, input: EditStationInput): Promise<void> {
  const { stationId, name, recorderFlags, robot } = input;
  const programId = ctx.scope.programId;
  const fixedLevelIds = Object.keys(input.fixed).length ? await levelIdsOf(ctx, input.fixed) : [];
  await ctx.db.transaction(async (tx) => {
    const before = await stationById(tx, ctx.scope, stationId);
    if (!before) throw new DomainError('not_found', 'There is no such station in this program.');
    const [twin] = await tx
      .select({ name: stations.name })
      .from(stations)
      .where(
        and(
          eq(stations.programId, programId),
          ne(stations.id, stationId),
          sql`lower(${stations.name}) = lower(${name})`,
        ),
      );
    if (twin) throw new DomainError('conflict', `There is already a station "${twin.name}". Choose another name.`);
    await tx.update(stations).set({ name, fixedLevelIds, recorderFlags }).where(eq(stations.id, stationId));
    await placeRobot(tx, ctx, stationId, robot);
    await insertAudit(tx, programId, {
      actor: ctx.actor,
      action: 'stations.edit',
      subject: before.name,
      details: { name, fixed: input.fixed, recorderFlags, recorderFlagsBefore: before.recorderFlags, robot },
    });
    await insertEvent(tx, ctx.scope, 'station');
  });
  await remakePlan(ctx);
}
