import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { StartTemplate } from '@/server/core/collect/start-cards';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { panelStarts, panels } from '../schema/evaluations';
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

/** One start of a panel of the program; undefined when it is not there. */
export async function panelStartById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select({ id: panelStarts.id, position: panelStarts.position, start: panelStarts.start })
    .from(panelStarts)
    .innerJoin(panels, eq(panels.id, panelStarts.panelId))
    .where(and(eq(panels.programId, scope.programId), eq(panelStarts.id, id)));
  return row;
}

/** Starts of the named configurations on the named panels, in panel order. */
export async function startsOnPanels(
  db: Db,
  scope: ProgramScope,
  panelIds: readonly number[],
  configurationIds: readonly number[],
) {
  if (panelIds.length === 0) return [];
  return db
    .select({
      id: panelStarts.id,
      panelId: panelStarts.panelId,
      configurationId: panelStarts.configurationId,
      position: panelStarts.position,
      start: panelStarts.start,
    })
    .from(panelStarts)
    .innerJoin(panels, eq(panels.id, panelStarts.panelId))
    .where(
      and(
        eq(panels.programId, scope.programId),
        inArray(panelStarts.panelId, [...panelIds]),
        inArray(panelStarts.configurationId, [...configurationIds]),
      ),
    )
    .orderBy(panelStarts.panelId, panelStarts.position);
}

/** Cards that standing attempts of these configurations have used up: neither discarded nor taken back. */
export async function usedCards(db: Db, scope: ProgramScope, configurationIds: readonly number[]) {
  const rows = await db.execute<{
    assignment_id: string;
    configuration_id: string;
    template_id: string | null;
    position: number;
    panel_start_id: string | null;
  }>(sql`
    select t.assignment_id, a.configuration_id, t.card->>'templateId' as template_id,
      (t.card->>'position')::int as position, t.card->>'panelStartId' as panel_start_id
    from attempts t join assignments a on a.id = t.assignment_id
    where t.program_id = ${scope.programId} and t.card is not null and t.undone_at is null and t.outcome <> 'discard'
      and a.configuration_id = any(${`{${configurationIds.map(Number).join(',')}}`}::bigint[])`);
  return rows.map((row) => ({
    assignmentId: Number(row.assignment_id),
    configurationId: Number(row.configuration_id),
    templateId: row.template_id === null ? null : Number(row.template_id),
    position: row.position,
    panelStartId: row.panel_start_id === null ? null : Number(row.panel_start_id),
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
