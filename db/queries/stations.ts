import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { robots, stations } from '../schema/programs';

const PLACE = {
  id: stations.id,
  name: stations.name,
  fixedLevelIds: stations.fixedLevelIds,
  recorderFlags: stations.recorderFlags,
};

/** Stations in use, by name, each with its robots. */
export async function stationsOf(db: Db, scope: ProgramScope) {
  const [places, machines] = await Promise.all([
    db
      .select(PLACE)
      .from(stations)
      .where(and(eq(stations.programId, scope.programId), isNull(stations.retiredAt)))
      .orderBy(asc(stations.name)),
    db
      .select({ name: robots.name, type: robots.type, serial: robots.serial, stationId: robots.stationId })
      .from(robots)
      .where(eq(robots.programId, scope.programId))
      .orderBy(asc(robots.name)),
  ]);
  return places.map((place) => ({
    ...place,
    robots: machines
      .filter((robot) => robot.stationId === place.id)
      .map(({ name, type, serial }) => ({ name, type, serial })),
  }));
}

/** One station in use; undefined when it is not there. */
export async function stationById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select(PLACE)
    .from(stations)
    .where(and(eq(stations.programId, scope.programId), eq(stations.id, id), isNull(stations.retiredAt)));
  return row;
}
