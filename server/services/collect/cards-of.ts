import type { AssignmentRow } from '@/db/queries/assignments';
import { deckPlaces, startsToTry, startTemplatesOf, usedCards } from '@/db/queries/start-cards';
import { type StartCard, upcomingCards } from '@/server/core/collect/start-cards';
import type { ProgramContext } from '../context';

/** More cards than an assignment still needs: for failures, and for a device that works on without a network. */
const SPARE = 12;

/**
 * The next start cards of each assignment, by its id: for an evaluation trial the panel's fixed starts that it has
 * no trial of yet, otherwise from the template of its first level (in factor order) that has one; none where there is none.
 */
export async function cardsOf(ctx: ProgramContext, rows: readonly AssignmentRow[]): Promise<Map<number, StartCard[]>> {
  if (rows.length === 0) return new Map();
  const configurationIds = rows.map((row) => row.configurationId);
  const trials = rows.flatMap((row) => (row.evaluationId === null ? [] : [row.id]));
  const templates = await startTemplatesOf(ctx.db, ctx.scope);
  if (templates.length + trials.length === 0) return new Map();
  const [used, starts, places] = await Promise.all([
    usedCards(ctx.db, ctx.scope, configurationIds),
    startsToTry(ctx.db, ctx.scope, trials),
    deckPlaces(
      ctx.db,
      ctx.scope,
      rows.map((row) => row.id),
    ),
  ]);

  const onPanel = (row: AssignmentRow): StartCard[] =>
    starts.flatMap(({ assignmentId, ...start }) => (assignmentId === row.id ? [{ kind: 'panel', ...start }] : []));
  const fromTemplate = (row: AssignmentRow): StartCard[] => {
    const template = row.levelIds
      .map((levelId) => templates.find((one) => one.levelId === levelId))
      .find((one) => one !== undefined);
    if (!template) return [];
    const drawn = used.filter(
      (card) => card.configurationId === row.configurationId && card.templateId === template.id,
    );
    return upcomingCards(template, row.configurationId, {
      from: places.get(row.id) ?? 0,
      used: new Set(drawn.map((card) => card.position)),
      count: Math.max(0, row.wanted - row.logged) + SPARE,
    });
  };
  return new Map(rows.map((row) => [row.id, row.kind === 'evaluation_trial' ? onPanel(row) : fromTemplate(row)]));
}
