import { and, desc, eq, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { scales } from '../schema/policies';

/** The newest frozen scale of an action space. */
export async function scaleOf(db: Db, scope: ProgramScope, actionSpaceId: number) {
  const [row] = await db
    .select()
    .from(scales)
    .where(and(eq(scales.programId, scope.programId), eq(scales.actionSpaceId, actionSpaceId)))
    .orderBy(desc(scales.version))
    .limit(1);
  return row;
}

export async function scaleById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(scales)
    .where(and(eq(scales.programId, scope.programId), eq(scales.id, id)));
  return row;
}

/** Freezes a scale under the program's next version. */
export async function insertScale(
  tx: Db,
  scope: ProgramScope,
  row: { actionSpaceId: number; deviations: number[]; source: string },
) {
  const [made] = await tx
    .insert(scales)
    .values({
      programId: scope.programId,
      version: sql`(select coalesce(max(version), 0) + 1 from scales where program_id = ${scope.programId})`,
      ...row,
    })
    .returning();
  return made;
}
