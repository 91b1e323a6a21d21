import { type SQL, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { audit } from '../schema/programs';

/** Topics that live views follow. */
export type Topic =
  | 'program'
  | 'matrix'
  | 'station'
  | 'people'
  | 'import'
  | 'checkpoint'
  | 'scoring'
  | 'schedule'
  | 'assignment'
  | 'attempt'
  | 'presence'
  | 'evaluation'
  | 'experiment';

/**
 * Appends an event. Call it inside the transaction of the change, as the last statement: writers of one
 * program queue on a transaction lock, so that ids become visible in order and a follower misses none.
 */
export async function insertEvent(tx: Db, scope: ProgramScope, topic: Topic, subjectId?: string | number) {
  await tx.execute(appended(scope, topic, subjectId, sql`(select 1) this`));
}

/** The statement that appends an event behind what `from` waits for; nothing where `from` has no row. */
export function appended(scope: ProgramScope, topic: Topic, subjectId: string | number | undefined, from: SQL): SQL {
  const subject = subjectId === undefined ? null : String(subjectId);
  // The row is made from the lock's, so its id is taken behind the lock.
  return sql`insert into events (program_id, topic, subject_id)
    select ${scope.programId}::bigint, ${topic}, ${subject}
    from (select pg_advisory_xact_lock(7301, ${scope.programId}::int) from ${from} offset 0) turn`;
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

/** What happened up to event `id`: which topics, each named once, however many events there were. */
export interface News {
  id: number;
  topics: Topic[];
}

/** What happened in the program after event `afterId`; undefined when nothing did. O(events since). */
export async function newsAfter(db: Db, scope: ProgramScope, afterId: number): Promise<News | undefined> {
  const [row] = await db.execute<{ id: string | null; topics: Topic[] }>(sql`
    select max(id) as id, array_agg(distinct topic) as topics from events
    where program_id = ${scope.programId} and id > ${afterId}`);
  return row.id === null ? undefined : { id: Number(row.id), topics: row.topics };
}

/** Id of the newest event of the program; 0 when there is none. */
export async function lastEventId(db: Db, scope: ProgramScope): Promise<number> {
  const [row] = await db.execute<{ id: string }>(
    sql`select coalesce(max(id), 0) as id from events where program_id = ${scope.programId}`,
  );
  return Number(row.id);
}
