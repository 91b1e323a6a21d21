import { sql } from 'drizzle-orm';
import type { EpisodeKind } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/** An episode and the attempt it is the recording of. */
export interface MatchedPair {
  episodeId: number;
  attemptId: string;
}

/** Pairs that an import's episodes state themselves, in their attribute `attempt_id`. */
export async function statedPairs(db: Db, scope: ProgramScope, importId: number): Promise<MatchedPair[]> {
  const rows = await db.execute<{ episode_id: string; attempt_id: string }>(sql`
    select e.id as episode_id, t.id as attempt_id from episodes e
    join attempts t on t.program_id = e.program_id and t.id::text = e.attributes->>'attempt_id'
    where e.program_id = ${scope.programId} and e.import_id = ${importId} and e.attempt_id is null
      and t.episode_id is null and t.undone_at is null`);
  return rows.map((row) => ({ episodeId: Number(row.episode_id), attemptId: row.attempt_id }));
}

/**
 * Joins episodes to attempts, each at most once and only where kind, configuration and the checkpoint that drove agree,
 * with why they were picked and how the attempt ended. Done twice it joins the same. Returns how many were joined.
 */
export async function joinPairs(tx: Db, scope: ProgramScope, pairs: readonly MatchedPair[]): Promise<number> {
  if (pairs.length === 0) return 0;
  const list = JSON.stringify(pairs.map(({ episodeId, attemptId }) => [episodeId, attemptId]));
  const rows = await tx.execute(sql`
    with pairs as (
      select distinct on (v->>1) (v->>0)::bigint as episode_id, (v->>1)::uuid as attempt_id
      from jsonb_array_elements(${list}::text::jsonb) v order by v->>1, (v->>0)::bigint),
    joined as (
      update episodes e set attempt_id = t.id, pick_kind = coalesce(p.kind, a.drawn),
        checkpoint_id = coalesce(e.checkpoint_id, q.checkpoint_id)
      from pairs j
      join attempts t on t.id = j.attempt_id
      join assignments a on a.id = t.assignment_id
      left join picks p on p.id = a.pick_id
      left join probe_plans q on q.id = a.probe_plan_id
      where e.id = j.episode_id and e.program_id = ${scope.programId} and e.attempt_id is null
        and t.program_id = e.program_id and t.episode_id is null
        and a.configuration_id = e.configuration_id and a.kind = e.kind
        and coalesce(e.checkpoint_id = q.checkpoint_id, true)
      returning e.id, e.attempt_id),
    judged as (
      insert into judgements (program_id, episode_id, judge, person_id, kind, value, source)
      select t.program_id, j.id, 'attempt', t.person_id, said.kind, said.value, 'logged attempt'
      from joined j join attempts t on t.id = j.attempt_id
      cross join lateral (values ('outcome', t.outcome::text), ('failure_mode', t.failure_mode)) as said(kind, value)
      where said.value in ('success', 'failure') or (said.kind = 'failure_mode' and said.value is not null))
    update attempts t set episode_id = j.id from joined j where t.id = j.attempt_id
    returning t.id`);
  return rows.length;
}

/** Longest lists that are aligned at once. */
const MOST = 1500;

interface Unmatched {
  configurationId: number | null;
  task: string;
  durationMs: number | null;
}

/** Episodes of an import that no attempt is known of, in the order of the recording. */
export async function unmatchedEpisodes(
  db: Db,
  scope: ProgramScope,
  importId: number,
): Promise<(Unmatched & { id: number })[]> {
  const rows = await db.execute<{
    id: string;
    configuration_id: string | null;
    task_text: string;
    duration_ms: number | null;
  }>(sql`
    select id, configuration_id, task_text, duration_ms from episodes
    where program_id = ${scope.programId} and import_id = ${importId} and attempt_id is null
    order by source_index, id limit ${MOST}`);
  return rows.map((row) => ({
    id: Number(row.id),
    configurationId: row.configuration_id === null ? null : Number(row.configuration_id),
    task: row.task_text,
    durationMs: row.duration_ms,
  }));
}

/**
 * Accepted attempts of one station (null: those without one), kind and, where it is known, checkpoint that no episode is
 * known of, in the order they were made on each device; the newest where there are many. Those a watched recorder stored are left out.
 */
export async function unmatchedAttempts(
  db: Db,
  scope: ProgramScope,
  { stationId, kind, checkpointId }: { stationId: number | null; kind: EpisodeKind; checkpointId: number | null },
): Promise<{ id: string; assignmentId: number; configurationId: number; durationMs: number | null }[]> {
  const rows = await db.execute<{
    id: string;
    assignment_id: string;
    configuration_id: string;
    duration_ms: number | null;
  }>(sql`
    select * from (
      select t.id, t.assignment_id, a.configuration_id, t.duration_ms, t.device, t.sequence, t.received_at
      from attempts t join assignments a on a.id = t.assignment_id
      left join probe_plans q on q.id = a.probe_plan_id
      where t.program_id = ${scope.programId} and t.station_id is not distinct from ${stationId}::bigint
        and a.kind = ${kind} and coalesce(q.checkpoint_id = ${checkpointId}::bigint, true) and t.accepted and t.undone_at is null and t.episode_id is null and t.recorded_as is null
      order by t.received_at desc limit ${MOST}) newest
    order by min(received_at) over (partition by device), device, sequence, received_at, id`);
  return rows.map((row) => ({
    id: row.id,
    assignmentId: Number(row.assignment_id),
    configurationId: Number(row.configuration_id),
    durationMs: row.duration_ms,
  }));
}

export interface NewProposal extends MatchedPair {
  importId: number;
  why: string;
}

/** Keeps pairs for a person to decide; an episode that has one already keeps it. */
export async function insertProposals(tx: Db, scope: ProgramScope, rows: readonly NewProposal[]) {
  if (rows.length === 0) return;
  const list = JSON.stringify(rows.map((row) => [row.importId, row.episodeId, row.attemptId, row.why]));
  await tx.execute(sql`
    insert into match_proposals (program_id, import_id, episode_id, attempt_id, why)
    select ${scope.programId}, (v->>0)::bigint, (v->>1)::bigint, (v->>2)::uuid, v->>3
    from jsonb_array_elements(${list}::text::jsonb) v
    on conflict (episode_id) do nothing`);
}

/** How many episodes of an import have their attempt, wait for a person, or have none. */
export async function matchCounts(db: Db, scope: ProgramScope, importId: number) {
  const [row] = await db.execute<{ matched: number; to_confirm: number; unmatched: number }>(sql`
    select count(*) filter (where e.attempt_id is not null)::int as matched,
      count(*) filter (where e.attempt_id is null and p.state = 'proposed')::int as to_confirm,
      count(*) filter (where e.attempt_id is null and coalesce(p.state::text, 'refused') <> 'proposed')::int as unmatched
    from episodes e left join match_proposals p on p.episode_id = e.id
    where e.program_id = ${scope.programId} and e.import_id = ${importId}`);
  return { matched: row.matched, toConfirm: row.to_confirm, unmatched: row.unmatched };
}

/** Pairs of an import that wait for a person, in the order of the recording. */
export async function proposalsOf(db: Db, scope: ProgramScope, importId: number) {
  const rows = await db.execute<{
    id: string;
    episode_id: string;
    source_index: number;
    episode_ms: number | null;
    task_text: string;
    attempt_ms: number | null;
    received_at: string;
    level_ids: number[];
    why: string;
  }>(sql`
    select p.id, p.episode_id, e.source_index, e.duration_ms as episode_ms, e.task_text,
      t.duration_ms as attempt_ms, t.received_at, c.level_ids, p.why
    from match_proposals p
    join episodes e on e.id = p.episode_id
    join attempts t on t.id = p.attempt_id
    join assignments a on a.id = t.assignment_id
    join configurations c on c.id = a.configuration_id
    where p.program_id = ${scope.programId} and p.import_id = ${importId} and p.state = 'proposed' and e.attempt_id is null
    order by e.source_index, p.id`);
  return rows.map((row) => ({
    id: Number(row.id),
    episodeId: Number(row.episode_id),
    episode: row.source_index,
    episodeMs: row.episode_ms,
    task: row.task_text,
    attemptMs: row.attempt_ms,
    attemptAt: new Date(row.received_at),
    levelIds: row.level_ids,
    why: row.why,
  }));
}

/** Marks proposals as decided, those that still wait; returns their pairs and imports. */
export async function decideProposals(
  tx: Db,
  scope: ProgramScope,
  ids: readonly number[],
  by: { state: 'confirmed' | 'refused'; personId: number | null; now: Date },
): Promise<(MatchedPair & { importId: number })[]> {
  const rows = await tx.execute<{ episode_id: string; attempt_id: string; import_id: string }>(sql`
    update match_proposals set state = ${by.state}, decided_by = ${by.personId}, decided_at = ${by.now.toISOString()}::timestamptz
    where program_id = ${scope.programId} and state = 'proposed'
      and id in (select v::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v)
    returning episode_id, attempt_id, import_id`);
  return rows.map((row) => ({
    episodeId: Number(row.episode_id),
    attemptId: row.attempt_id,
    importId: Number(row.import_id),
  }));
}
