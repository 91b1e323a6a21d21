import { type SQL, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { CONFIRMED_E, OUTCOME_OF_E } from './recordings';

/** What is known of every configuration with episodes, as a common table expression `evidence`. */
const evidence = (scope: ProgramScope) => sql`
  evidence as (
    select e.configuration_id,
      count(*) filter (where ${CONFIRMED_E})::int as demonstrations,
      count(*) filter (where e.kind = 'probe_rollout')::int as rollouts,
      count(*) filter (where e.kind = 'probe_rollout' and ${OUTCOME_OF_E} = 'success')::int as successes,
      count(*) filter (where e.kind = 'probe_rollout' and ${OUTCOME_OF_E} <> 'unknown')::int as judged
    from episodes e
    where e.program_id = ${scope.programId} and e.configuration_id is not null
    group by e.configuration_id)`;

const retired = (scope: ProgramScope) =>
  sql`array(select id from levels where program_id = ${scope.programId} and retired_at is not null)`;

export type MatrixCounts = {
  /** Configurations of the diversity matrix: no exclusion, no retired level. */
  configurations: number;
  excluded: number;
  /** Left out by a retired level alone. */
  retired: number;
  withDemonstrations: number;
  withRollouts: number;
  demonstrations: number;
};

/** The matrix in figures. One pass over the configurations. */
export async function matrixCounts(db: Db, scope: ProgramScope): Promise<MatrixCounts> {
  const [row] = await db.execute<MatrixCounts>(sql`
    with ${evidence(scope)}, marked as (
      select c.id, c.exclusion_id is not null as excluded, c.level_ids && ${retired(scope)} as retired
      from configurations c where c.program_id = ${scope.programId})
    select count(*) filter (where not excluded and not retired)::int as configurations,
      count(*) filter (where excluded)::int as excluded,
      count(*) filter (where retired and not excluded)::int as retired,
      count(*) filter (where not excluded and not retired and e.demonstrations > 0)::int as "withDemonstrations",
      count(*) filter (where not excluded and not retired and e.rollouts > 0)::int as "withRollouts",
      coalesce(sum(e.demonstrations), 0)::int as demonstrations
    from marked m left join evidence e on e.configuration_id = m.id`);
  return row;
}

export type PairCounts = {
  levelA: number;
  levelB: number;
  configurations: number;
  demonstrations: number;
  rollouts: number;
};

/** The matrix folded to the factors at two positions: counts per pair of their levels. */
export async function pairCounts(db: Db, scope: ProgramScope, a: number, b: number): Promise<PairCounts[]> {
  const rows = await db.execute<PairCounts>(sql`
    with ${evidence(scope)}
    select c.level_ids[${a + 1}::int] as "levelA", c.level_ids[${b + 1}::int] as "levelB",
      count(*) filter (where c.exclusion_id is null)::int as configurations,
      coalesce(sum(e.demonstrations), 0)::int as demonstrations,
      coalesce(sum(e.rollouts), 0)::int as rollouts
    from configurations c left join evidence e on e.configuration_id = c.id
    where c.program_id = ${scope.programId}
    group by 1, 2`);
  return [...rows];
}

export interface ConfigurationFilter {
  /** One entry for every factor that is filtered: its position and the levels let through. */
  levels: readonly { position: number; ids: readonly number[] }[];
  only: 'all' | 'recorded' | 'unrecorded' | 'held_back';
}

/** The filter as a condition on configuration `c` with its evidence `e`. */
function passes(scope: ProgramScope, filter: ConfigurationFilter): SQL {
  const conditions = [sql`c.program_id = ${scope.programId}`];
  for (const { position, ids } of filter.levels) {
    conditions.push(sql`c.level_ids[${position + 1}::int] = any(${`{${ids.map(Number).join(',')}}`}::int[])`);
  }
  if (filter.only === 'recorded') conditions.push(sql`e.configuration_id is not null`);
  if (filter.only === 'unrecorded') conditions.push(sql`e.configuration_id is null`);
  if (filter.only === 'held_back') {
    conditions.push(sql`(c.exclusion_id is not null or c.level_ids && ${retired(scope)}
      or exists (select 1 from safety_rules s
        where s.program_id = ${scope.programId} and s.lifted_at is null and c.level_ids @> s.level_ids)
      or exists (select 1 from holds h
        where h.program_id = ${scope.programId} and h.configuration_id = c.id and h.released_at is null))`);
  }
  return sql.join(conditions, sql` and `);
}

/** How many configurations pass the filter. */
export async function countConfigurations(db: Db, scope: ProgramScope, filter: ConfigurationFilter): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    with ${evidence(scope)}
    select count(*)::int as n from configurations c left join evidence e on e.configuration_id = c.id
    where ${passes(scope, filter)}`);
  return row.n;
}

/** Ids of all configurations that pass the filter, ascending. */
export async function configurationIds(db: Db, scope: ProgramScope, filter: ConfigurationFilter): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with ${evidence(scope)}
    select c.id from configurations c left join evidence e on e.configuration_id = c.id
    where ${passes(scope, filter)} order by c.id`);
  return rows.map((row) => Number(row.id));
}

export type ConfigurationDetail = {
  id: number;
  levelIds: number[];
  demonstrations: number;
  rollouts: number;
  successes: number;
  judged: number;
  exclusionReason: string | null;
  hold: { id: number; share: number; dimension: string } | null;
};

const DETAIL = sql`
  c.id::int as id, c.level_ids as "levelIds",
  coalesce(e.demonstrations, 0) as demonstrations, coalesce(e.rollouts, 0) as rollouts,
  coalesce(e.successes, 0) as successes, coalesce(e.judged, 0) as judged,
  (select x.reason from exclusions x where x.id = c.exclusion_id) as "exclusionReason",
  (select json_build_object('id', h.id, 'share', h.share, 'dimension', h.dimension) from holds h
    where h.program_id = c.program_id and h.configuration_id = c.id and h.released_at is null
    order by h.id desc limit 1) as hold`;

/** One page of the configurations that pass the filter, by id or by how much was recorded there. */
export async function configurationPage(
  db: Db,
  scope: ProgramScope,
  filter: ConfigurationFilter,
  order: { by: 'id' | 'demonstrations' | 'rollouts'; descending: boolean },
  window: { limit: number; offset: number },
): Promise<ConfigurationDetail[]> {
  const direction = order.descending ? sql`desc` : sql`asc`;
  const key = {
    id: sql`c.id`,
    demonstrations: sql`coalesce(e.demonstrations, 0)`,
    rollouts: sql`coalesce(e.rollouts, 0)`,
  };
  const rows = await db.execute<ConfigurationDetail>(sql`
    with ${evidence(scope)}
    select ${DETAIL} from configurations c left join evidence e on e.configuration_id = c.id
    where ${passes(scope, filter)}
    order by ${key[order.by]} ${direction}, c.id limit ${window.limit} offset ${window.offset}`);
  return [...rows];
}

/** The configurations with these ids, in the order of `ids`; ids of other programs are left out. */
export async function configurationsByIds(
  db: Db,
  scope: ProgramScope,
  ids: readonly number[],
): Promise<ConfigurationDetail[]> {
  const rows = await db.execute<ConfigurationDetail>(sql`
    with ${evidence(scope)}
    select ${DETAIL} from configurations c left join evidence e on e.configuration_id = c.id
    where c.program_id = ${scope.programId} and c.id = any(${`{${ids.map(Number).join(',')}}`}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
