import { insertAudit, insertEvent } from '@/db/queries/record';
import { robots, stations } from '@/db/schema/programs';
import type { StationInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { levelIdsOf } from '../matrix/patterns';

/** Adds a station with the levels it fixes and its robot. Throws DomainError conflict for a name that is taken. */
export async function createStation(ctx: ProgramContext, input: StationInput): Promise<{ stationId: number }> {
  const fixedLevelIds = Object.keys(input.fixed).length ? await levelIdsOf(ctx, input.fixed) : [];
  const programId = ctx.scope.programId;
  return ctx.db.transaction(async (tx) => {
    const [station] = await tx
      .insert(stations)
      .values({
        programId,
        name: input.name,
        fixedLevelIds,
        recorderFlags: input.recorderFlags,
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: stations.id });
    if (!station) throw new DomainError('conflict', `There is already a station "${input.name}". Choose another name.`);
    if (input.robot) {
      const [robot] = await tx
        .insert(robots)
        .values({ programId, ...input.robot, stationId: station.id, createdAt: ctx.clock.now() })
        .onConflictDoNothing()
        .returning({ id: robots.id });
      if (!robot)
        throw new DomainError('conflict', `There is already a robot "${input.robot.name}". Choose another name.`);
    }
    await insertAudit(tx, programId, { actor: ctx.actor, action: 'stations.create', subject: input.name });
    await insertEvent(tx, ctx.scope, 'station');
    return { stationId: station.id };
  });
}
