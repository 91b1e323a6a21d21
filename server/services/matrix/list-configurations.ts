import { type FactorRow, factorsOf, safetyRulesOf } from '@/db/queries/matrix';
import {
  type ConfigurationFilter,
  configurationIds,
  configurationPage,
  configurationsByIds,
  countConfigurations,
} from '@/db/queries/matrix-pages';
import { measuredScores } from '@/db/queries/matrix-scores';
import { programOf } from '@/db/queries/programs';
import { latestScoring } from '@/db/queries/schedules';
import type { ConfigurationPageInput } from '@/server/core/matrix/schema';
import { whyNot } from '@/server/core/matrix/why-not';
import type { ScoreField } from '@/server/core/uncertainty/field-codec';
import { indexInField, sortByField } from '@/server/core/uncertainty/field-order';
import type { ProgramContext } from '../context';
import { scoreField } from './score-field';

const PAGE_SIZE = 25;

/** Score of one configuration: measured on its rollouts or interpolated from others. */
export interface ConfigurationScore {
  mean: number;
  sd: number;
  measured: boolean;
}

/** A page of configurations with evidence, score and, where they cannot be scheduled, why. */
export async function listConfigurations(ctx: ProgramContext, input: ConfigurationPageInput) {
  const [factors, safetyRules, program, scoring] = await Promise.all([
    factorsOf(ctx.db, ctx.scope),
    safetyRulesOf(ctx.db, ctx.scope),
    programOf(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope),
  ]);
  const field = await scoreField(ctx, scoring?.interpolationKey ?? null);
  const { rows, total } = await pageOf(ctx, input, filterOf(factors, input), field);
  const measured = scoring
    ? await measuredScores(
        ctx.db,
        ctx.scope,
        scoring.id,
        rows.map((row) => row.id),
      )
    : [];
  const measuredById = new Map(measured.map((score) => [score.configurationId, score]));
  const restrictions = {
    retired: new Map(factors.flatMap((f) => f.levels.filter((l) => l.retired).map((l) => [l.id, l.name] as const))),
    safetyRules,
    unknownAllowed: program.settings.unknownAllowed.demonstrations,
  };
  return {
    total,
    pageSize: PAGE_SIZE,
    rows: rows.map((row) => {
      const own = measuredById.get(row.id);
      const score: ConfigurationScore | null = own
        ? { mean: own.mean, sd: own.sd, measured: true }
        : interpolated(field, row.id);
      return { ...row, score, whyNot: whyNot(row, restrictions) };
    }),
  };
}

async function pageOf(
  ctx: ProgramContext,
  input: ConfigurationPageInput,
  filter: ConfigurationFilter,
  field: ScoreField | null,
) {
  const offset = (input.page - 1) * PAGE_SIZE;
  if ((input.order === 'score' || input.order === 'spread') && field) {
    const ids = await configurationIds(ctx.db, ctx.scope, filter);
    const sorted = sortByField(ids, field, input.order === 'score' ? 'mean' : 'sd', input.descending);
    const rows = await configurationsByIds(ctx.db, ctx.scope, sorted.slice(offset, offset + PAGE_SIZE));
    return { rows, total: ids.length };
  }
  const by = input.order === 'demonstrations' || input.order === 'rollouts' ? input.order : 'id';
  const [rows, total] = await Promise.all([
    configurationPage(ctx.db, ctx.scope, filter, { by, descending: input.descending }, { limit: PAGE_SIZE, offset }),
    countConfigurations(ctx.db, ctx.scope, filter),
  ]);
  return { rows, total };
}

function filterOf(factors: readonly FactorRow[], input: ConfigurationPageInput): ConfigurationFilter {
  const wanted = new Set(input.levelIds);
  const levels = factors
    .map(({ position, levels: list }) => ({ position, ids: list.map((l) => l.id).filter((id) => wanted.has(id)) }))
    .filter(({ ids }) => ids.length > 0);
  return { levels, only: input.only };
}

function interpolated(field: ScoreField | null, id: number): ConfigurationScore | null {
  const at = field ? indexInField(field, id) : -1;
  return field && at >= 0 ? { mean: field.mean[at], sd: field.sd[at], measured: field.measured[at] === 1 } : null;
}
