import { and, eq, isNull, sql } from 'drizzle-orm';
import type { StartTemplate } from '@/server/core/collect/start-cards';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { startTemplates } from '../schema/matrix';

const COLUMNS = {
  id: startTemplates.id,
  levelId: startTemplates.levelId,
  zones: startTemplates.zones,
  orientations: startTemplates.orientations,
  distractors: startTemplates.distractors,
  seed: startTemplates.seed,
};

/** The templates in force, each with its level. */
export async function startTemplatesOf(db: Db, scope: ProgramScope) {
  return db
    .select(COLUMNS)
    .from(startTemplates)
    .where(and(eq(startTemplates.programId, scope.programId), isNull(startTemplates.retiredAt)));
}

/** One template of the program, in force or not; undefined when it is not there. */
export async function startTemplateById(db: Db, scope: ProgramScope, id: number): Promise<StartTemplate | undefined> {
  const [row] = await db
    .select(COLUMNS)
    .from(startTemplates)
    .where(and(eq(startTemplates.programId, scope.programId), eq(startTemplates.id, id)));
  return row;
}

/** How many starts panel `p` has. */
const STARTS_OF_P = sql<number>`(select count(*)::int from panel_starts where panel_id = p.id)`;

/** One start of a panel of the program, and how many that has; undefined when it is not there. */
export async function panelStartById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db.execute<Omit<PanelStart, 'assignmentId'>>(sql`
    select b.id::int as "panelStartId", b.position, b.start, ${STARTS_OF_P} as of
    from panel_starts b join panels p on p.id = b.panel_id
    where p.program_id = ${scope.programId} and b.id = ${id}`);
  return row;
}

/** A start of a frozen panel, for the assignment that is to try it. */
type PanelStart = {
  assignmentId: number;
  panelStartId: number;
  /** Place in its panel, from 0, and how many starts that has. */
  position: number;
  of: number;
  start: Record<string, unknown>;
};

/**
 * The starts that each of these assignments of evaluations has to try, in panel order. What is left of a configuration
 * is dealt to the parts it is split into, in their order, so that no two parts have the same start.
 */
export async function startsToTry(
  db: Db,
  scope: ProgramScope,
  assignmentIds: readonly number[],
): Promise<PanelStart[]> {
  if (assignmentIds.length === 0) return [];
  const asked = sql`${`{${assignmentIds.map(Number).join(',')}}`}::bigint[]`;
  const rows = await db.execute<PanelStart>(sql`
    with places as (
      select distinct evaluation_id, configuration_id from assignments
      where program_id = ${scope.programId} and id = any(${asked}) and evaluation_id is not null),
    parts as (
      select a.id, evaluation_id, configuration_id, greatest(0, a.wanted - a.logged) as open,
        sum(greatest(0, a.wanted - a.logged)) over (partition by evaluation_id, configuration_id order by a.id) as upto
      from assignments a join places using (evaluation_id, configuration_id)),
    untried as (
      select evaluation_id, configuration_id, b.id, b.position, b.start, ${STARTS_OF_P} as of,
        row_number() over (partition by evaluation_id, configuration_id order by b.position) as turn
      from places join evaluations v on v.id = evaluation_id join panels p on p.id = v.panel_id
      join panel_starts b using (configuration_id)
      where b.panel_id = p.id
        and not exists (select from trials t where t.evaluation_id = v.id and t.panel_start_id = b.id))
    select parts.id::int as "assignmentId", untried.id::int as "panelStartId", position, of, start
    from parts join untried using (evaluation_id, configuration_id)
    where parts.id = any(${asked}) and turn > upto - open and turn <= upto
    order by parts.id, position`);
  return [...rows];
}

/** Cards of templates that standing attempts of these configurations have used up: neither discarded nor taken back. */
export async function usedCards(db: Db, scope: ProgramScope, configurationIds: readonly number[]) {
  const rows = await db.execute<{
    configuration_id: string;
    template_id: string;
    position: number;
  }>(sql`
    select a.configuration_id, t.card->>'templateId' as template_id, (t.card->>'position')::int as position
    from attempts t join assignments a on a.id = t.assignment_id
    where t.program_id = ${scope.programId} and t.card->>'templateId' is not null and t.undone_at is null and t.outcome <> 'discard'
      and a.configuration_id = any(${`{${configurationIds.map(Number).join(',')}}`}::bigint[])`);
  return rows.map((row) => ({
    configurationId: Number(row.configuration_id),
    templateId: Number(row.template_id),
    position: row.position,
  }));
}

/** Per assignment, how many recordings earlier assignments of its configuration ask for: where its part of the deck begins. */
export async function deckPlaces(db: Db, scope: ProgramScope, assignmentIds: readonly number[]) {
  const rows = await db.execute<{ id: string; place: number }>(sql`
    select a.id, coalesce(sum(b.wanted), 0)::int as place
    from assignments a
    left join assignments b on b.program_id = a.program_id and b.configuration_id = a.configuration_id
      and b.id < a.id and b.kind <> 'evaluation_trial'
    where a.program_id = ${scope.programId} and a.id = any(${`{${assignmentIds.map(Number).join(',')}}`}::bigint[])
    group by a.id`);
  return new Map(rows.map((row) => [Number(row.id), row.place]));
}
