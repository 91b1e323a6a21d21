import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { audit, events } from '../schema/programs';

/** Topics that live views follow. */
export type Topic =
  | 'program'
  | 'matrix'
  | 'people'
  | 'import'
  | 'checkpoint'
  | 'scoring'
  | 'schedule'
  | 'assignment'
  | 'attempt'
  | 'presence'
  | 'evaluation';

/**
 * Appends an event. Call it inside the transaction of the change, as the last statement: writers of one
 * program queue on a transaction lock, so that ids become visible in order and a follower misses none.
 */
export async function insertEvent(tx: Db, scope: ProgramScope, topic: Topic, subjectId?: string | number) {
  await tx.execute(sql`select pg_advisory_xact_lock(7301, ${scope.programId}::int)`);
  await tx
    .insert(events)
    .values({ programId: scope.programId, topic, subjectId: subjectId === undefined ? null : String(subjectId) });
}

export interface AuditEntry {
  actor: { name: string; personId: number | null; tokenId: number | null };
  action: string;
  subject?: string;
  details?: Record<string, unknown>;
}

/** Appends to the audit log; `programId` null for acts on the installation. */
export async function insertAudit(tx: Db, programId: number | null, entry: AuditEntry) {
  await tx.insert(audit).values({
    programId,
    personId: entry.actor.personId,
    tokenId: entry.actor.tokenId,
    actor: entry.actor.name,
    action: entry.action,
    subject: entry.subject ?? null,
    details: entry.details ?? null,
  });
}

/** Events of the program after `afterId`, oldest first, at most `limit`. */
export async function eventsAfter(db: Db, scope: ProgramScope, afterId: number, limit: number) {
  return db.execute<{ id: string; topic: Topic; subject_id: string | null }>(
    sql`select id, topic, subject_id from events where program_id = ${scope.programId} and id > ${afterId} order by id limit ${limit}`,
  );
}

/** Id of the newest event of the program; 0 when there is none. */
export async function lastEventId(db: Db, scope: ProgramScope): Promise<number> {
  const [row] = await db.execute<{ id: string }>(
    sql`select coalesce(max(id), 0) as id from events where program_id = ${scope.programId}`,
  );
  return Number(row.id);
}
