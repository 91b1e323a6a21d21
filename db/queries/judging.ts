import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Outcome } from '@/server/core/recording/outcome';
import type { Db } from '../client';
import { EXCLUDED_E, OUTCOME_OF_E } from './recordings';
import { rankedScore } from './scores';

/** An episode that waits for a person's verdict, with what makes it worth one. */
export interface AwaitingVerdict {
  id: number;
  datasetName: string;
  sourceIndex: number;
  levels: string[];
  outcome: Outcome;
  /** Its disagreement in the newest finished scoring run, by that run's statistic; null where it was not scored. */
  score: number | null;
  /** Its place among the run's rollouts, 1 the highest. */
  rank: number | null;
}

/** How many episodes wait, and those to judge first. */
export interface JudgingQueue {
  /** Episodes that nobody and nothing gave an outcome. */
  unknown: number;
  /** Probe rollouts whose outcome only the recording, an operator or a rule stated. */
  unconfirmed: number;
  /** Episodes in use in all. */
  episodes: number;
  /** Rollouts of the scoring run that `rank` is among. */
  scored: number;
  next: AwaitingVerdict[];
}

/**
 * Episodes in use that no person has judged: first those without an outcome, then probe rollouts whose outcome was only stated;
 * in each, rollouts before demonstrations and the highest disagreement first. Trials are judged where they are recorded.
 */
export async function judgingQueue(db: Db, scope: ProgramScope, limit: number): Promise<JudgingQueue> {
  const [row] = await db.execute<Omit<JudgingQueue, 'next'> & { next: AwaitingVerdict[] | null }>(sql`
    with r as (
      select id, form from scoring_runs where program_id = ${scope.programId} and state = 'done' order by id desc limit 1),
    scored as (
      select s.episode_id, ${rankedScore('s')} as score, rank() over (order by ${rankedScore('s')} desc)::int as rank
      from scores s join r on r.id = s.scoring_run_id),
    used as (
      select e.id, e.kind, ${OUTCOME_OF_E} as outcome,
        exists (select 1 from judgements j where j.episode_id = e.id and j.kind = 'outcome' and j.judge = 'person') as judged
      from episodes e
      where e.program_id = ${scope.programId} and e.kind <> 'evaluation_trial' and not ${EXCLUDED_E}),
    waiting as (
      select u.id, u.kind, u.outcome, o.score, o.rank
      from used u left join scored o on o.episode_id = u.id
      where not u.judged and (u.outcome = 'unknown' or u.kind = 'probe_rollout')),
    first as (
      select w.id::int as id, d.name as "datasetName", e.source_index as "sourceIndex", w.outcome, w.score, w.rank,
        coalesce((select array_agg(l.name order by f.position) from configurations c
          join levels l on l.id = any(c.level_ids) join factors f on f.id = l.factor_id
          where c.id = e.configuration_id), '{}') as levels
      from (select * from waiting
        order by outcome <> 'unknown', kind <> 'probe_rollout', score desc nulls last, id limit ${limit}) w
      join episodes e on e.id = w.id join datasets d on d.id = e.dataset_id
      order by w.outcome <> 'unknown', w.kind <> 'probe_rollout', w.score desc nulls last, w.id)
    select (select count(*)::int from waiting where outcome = 'unknown') as unknown,
      (select count(*)::int from waiting where outcome <> 'unknown') as unconfirmed,
      (select count(*)::int from used) as episodes,
      (select count(*)::int from scored) as scored,
      (select json_agg(row_to_json(first)) from first) as next`);
  return { ...row, next: row.next ?? [] };
}
