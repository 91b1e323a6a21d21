import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { StartTemplate } from '@/server/core/collect/start-cards';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { evaluations, panelStarts, panels, trials } from '../schema/evaluations';
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

/** Starts of the named configurations that evaluations have no trial of, in panel order. */
export async function startsToTry(
  db: Db,
  scope: ProgramScope,
  evaluationIds: readonly number[],
  configurationIds: readonly number[],
) {
  if (evaluationIds.length === 0) return [];
  return db
    .select({
      id: panelStarts.id,
      evaluationId: evaluations.id,
      configurationId: panelStarts.configurationId,
      position: panelStarts.position,
      start: panelStarts.start,
    })
    .from(evaluations)
    .innerJoin(panelStarts, eq(panelStarts.panelId, evaluations.panelId))
    .leftJoin(trials, and(eq(trials.evaluationId, evaluations.id), eq(trials.panelStartId, panelStarts.id)))
    .where(
      and(
        eq(evaluations.programId, scope.programId),
        inArray(evaluations.id, [...evaluationIds]),
        inArray(panelStarts.configurationId, [...configurationIds]),
        isNull(trials.id),
      ),
    )
    .orderBy(evaluations.id, panelStarts.position);
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
