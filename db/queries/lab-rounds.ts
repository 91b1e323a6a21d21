import { and, desc, eq, inArray } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { labRounds } from '../schema/experiments';

/** The round that the lab was asked for last; undefined before the first. */
export async function lastLabRound(db: Db, scope: ProgramScope) {
  const [row] = await db
    .select()
    .from(labRounds)
    .where(eq(labRounds.programId, scope.programId))
    .orderBy(desc(labRounds.id))
    .limit(1);
  return row;
}

/** Notes that a round is wanted and returns its id; undefined when one waits or goes on. */
export async function insertLabRound(tx: Db, scope: ProgramScope, startedBy: number | null) {
  const [row] = await tx
    .insert(labRounds)
    .values({ programId: scope.programId, startedBy })
    .onConflictDoNothing()
    .returning({ id: labRounds.id });
  return row?.id;
}

/** Changes a round that waits or goes on; whether it did. */
export async function changeLabRound(
  tx: Db,
  scope: ProgramScope,
  id: number,
  change: Partial<typeof labRounds.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(labRounds)
    .set(change)
    .where(
      and(
        eq(labRounds.programId, scope.programId),
        eq(labRounds.id, id),
        inArray(labRounds.state, ['queued', 'running']),
      ),
    )
    .returning({ id: labRounds.id });
  return rows.length > 0;
}
