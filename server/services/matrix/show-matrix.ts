import { exclusionsOf, factorsOf, holdsOf, safetyRulesOf } from '@/db/queries/matrix';
import { configurationsByIds, matrixCounts } from '@/db/queries/matrix-pages';
import { latestScoring } from '@/db/queries/schedules';
import { startTemplatesOf } from '@/db/queries/start-cards';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { ProgramContext } from '../context';

/** The matrix page at a glance: figures, factors with levels, what holds configurations back, and the newest finished scoring. */
export async function showMatrix(ctx: ProgramContext) {
  const [counts, factors, exclusions, safetyRules, holds, scoring, templates] = await Promise.all([
    matrixCounts(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    exclusionsOf(ctx.db, ctx.scope),
    safetyRulesOf(ctx.db, ctx.scope),
    holdsOf(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope),
    startTemplatesOf(ctx.db, ctx.scope),
  ]);
  const held = await configurationsByIds(
    ctx.db,
    ctx.scope,
    holds.map((hold) => hold.configurationId),
  );
  const levelIdsOfHeld = new Map(held.map((row) => [row.id, row.levelIds]));
  const rule = ({ id, levelIds, reason, createdAt }: (typeof exclusions)[number]) => ({
    id,
    levelIds,
    reason,
    createdAt,
  });
  return {
    counts,
    factors,
    startTemplates: templates.map(({ levelId, zones, orientations, distractors }) => ({
      levelId,
      zones,
      orientations,
      distractors,
    })),
    exclusions: exclusions.map(rule),
    safetyRules: safetyRules.map(rule),
    holds: holds.map(({ id, configurationId, share, dimension, createdAt }) => ({
      id,
      levelIds: levelIdsOfHeld.get(configurationId) ?? [],
      share,
      dimension,
      createdAt,
    })),
    scoring: scoring
      ? {
          id: scoring.id,
          checkpointName: scoring.checkpointName,
          /** What the scores are, in a word. */
          measure: scoreName(scoring.form, scoring.measure),
          finishedAt: scoring.finishedAt,
          interpolation: scoring.interpolation,
        }
      : null,
  };
}
