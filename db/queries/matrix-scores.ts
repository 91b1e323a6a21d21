import { and, desc, eq, inArray } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { configurationScores, type PairAggregate, scoringRuns } from '../schema/policies';

/** Aggregates per pair of levels of the newest finished scoring run; empty without one. */
export async function latestPairs(db: Db, scope: ProgramScope): Promise<PairAggregate[]> {
  const [row] = await db
    .select({ pairs: scoringRuns.pairs })
    .from(scoringRuns)
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scoringRuns.state, 'done')))
    .orderBy(desc(scoringRuns.id))
    .limit(1);
  return row?.pairs ?? [];
}

/** Measured scores of some configurations in one scoring run of the program. */
export async function measuredScores(db: Db, scope: ProgramScope, scoringRunId: number, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      configurationId: configurationScores.configurationId,
      mean: configurationScores.mean,
      sd: configurationScores.sd,
      rollouts: configurationScores.rollouts,
    })
    .from(configurationScores)
    .innerJoin(scoringRuns, eq(scoringRuns.id, configurationScores.scoringRunId))
    .where(
      and(
        eq(scoringRuns.programId, scope.programId),
        eq(configurationScores.scoringRunId, scoringRunId),
        inArray(configurationScores.configurationId, [...ids]),
      ),
    );
}
