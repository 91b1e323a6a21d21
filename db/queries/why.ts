import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/** Ids of configurations that nothing may be recorded of any more: excluded, retired, held, against a safety rule, or done in this round. */
export async function goneConfigurations(db: Db, scope: ProgramScope): Promise<Set<number>> {
  const id = scope.programId;
  const rows = await db.execute<{ id: string }>(sql`
    select c.id from configurations c
    where c.program_id = ${id} and (c.exclusion_id is not null
      or c.level_ids && array(select id from levels where program_id = ${id} and retired_at is not null)
      or exists (select 1 from safety_rules s
        where s.program_id = ${id} and s.lifted_at is null and c.level_ids @> s.level_ids)
      or c.id in (select configuration_id from holds where program_id = ${id} and released_at is null))
    union
    select a.configuration_id from assignments a
    join schedules s on s.id = a.schedule_id and s.state = 'published'
    join rounds r on r.id = s.round_id and r.state = 'open'
    where a.program_id = ${id} and a.kind = 'demonstration'
    group by 1 having bool_and(a.state = 'done')`);
  return new Set(rows.map((row) => Number(row.id)));
}
