import { and, eq, ne } from 'drizzle-orm';
import { robots } from '@/db/schema/programs';
import type { StationInput } from '@/server/core/collect/schema';
import type { ProgramContext } from '../context';

/** Puts a robot at a station in place of what stood there; one the program knows by this name moves, and keeps its recordings. */
export async function placeRobot(
  tx: ProgramContext['db'],
  { scope, clock }: ProgramContext,
  stationId: number,
  robot: StationInput['robot'],
): Promise<void> {
  const here = and(eq(robots.programId, scope.programId), eq(robots.stationId, stationId));
  await tx
    .update(robots)
    .set({ stationId: null })
    .where(robot ? and(here, ne(robots.name, robot.name)) : here);
  if (!robot) return;
  const { type, serial } = robot;
  await tx
    .insert(robots)
    .values({ programId: scope.programId, ...robot, stationId, createdAt: clock.now() })
    .onConflictDoUpdate({ target: [robots.programId, robots.name], set: { type, serial, stationId } });
}
