import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/**
 * The outcome shown for episode `e`: the newest judgement of the highest authority, in the order person, attempt,
 * import, rule; `unknown` when nobody said anything.
 */
export const OUTCOME_OF_E = sql`coalesce((
  select j.value from judgements j
  where j.episode_id = e.id and j.kind = 'outcome'
  order by array_position(array['person', 'attempt', 'import', 'rule'], j.judge), j.at desc, j.id desc limit 1), 'unknown')`;

/** Whether episode `e` was taken out of use by hand. */
export const EXCLUDED_E = sql`coalesce((
  select j.value = 'true' from judgements j
  where j.episode_id = e.id and j.kind = 'excluded' order by j.at desc, j.id desc limit 1), false)`;

/** Whether episode `e` is a confirmed demonstration: in the store, not excluded, not a failure (unknown counts). */
export const CONFIRMED_E = sql`(e.kind = 'demonstration' and not ${EXCLUDED_E} and ${OUTCOME_OF_E} <> 'failure')`;

export interface ConfigurationEvidence {
  configurationId: number;
  demonstrations: number;
  rollouts: number;
  successes: number;
}

/** What is known of each configuration that has any episode: confirmed demonstrations, probe rollouts and how many of them succeeded. */
export async function evidenceByConfiguration(db: Db, scope: ProgramScope): Promise<ConfigurationEvidence[]> {
  const rows = await db.execute<{ id: string; demonstrations: number; rollouts: number; successes: number }>(sql`
    select e.configuration_id as id,
      count(*) filter (where ${CONFIRMED_E})::int as demonstrations,
      count(*) filter (where e.kind = 'probe_rollout')::int as rollouts,
      count(*) filter (where e.kind = 'probe_rollout' and ${OUTCOME_OF_E} = 'success')::int as successes
    from episodes e
    where e.program_id = ${scope.programId} and e.configuration_id is not null
    group by e.configuration_id order by e.configuration_id`);
  return rows.map((row) => ({
    configurationId: Number(row.id),
    demonstrations: row.demonstrations,
    rollouts: row.rollouts,
    successes: row.successes,
  }));
}

export interface RolloutOutcomes {
  configurationId: number;
  /** How many newer checkpoints have driven rollouts since the one that drove these; null where nobody said which did. */
  age: number | null;
  /** Probe rollouts with a known outcome, and the failures among them. */
  judged: number;
  failed: number;
}

/** How the probe rollouts that are in use ended, by configuration and by the age of the checkpoint that drove them. */
export async function rolloutOutcomes(db: Db, scope: ProgramScope): Promise<RolloutOutcomes[]> {
  const rows = await db.execute<{ id: string; age: number | null; judged: number; failed: number }>(sql`
    with ended as (
      select e.configuration_id as id, e.checkpoint_id as checkpoint, ${OUTCOME_OF_E} as outcome from episodes e
      where e.program_id = ${scope.programId} and e.kind = 'probe_rollout' and e.configuration_id is not null
        and not ${EXCLUDED_E}),
    ages as (
      select checkpoint, (row_number() over (order by checkpoint desc) - 1)::int as age
      from (select distinct checkpoint from ended where checkpoint is not null) drove)
    select id, age, count(*)::int as judged, count(*) filter (where outcome = 'failure')::int as failed
    from ended left join ages using (checkpoint)
    where outcome <> 'unknown'
    group by id, age order by id, age`);
  return rows.map((row) => ({ ...row, configurationId: Number(row.id) }));
}

/** Number of confirmed demonstrations in the program. */
export async function confirmedDemonstrations(db: Db, scope: ProgramScope): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from episodes e where e.program_id = ${scope.programId} and ${CONFIRMED_E}`,
  );
  return row.n;
}
