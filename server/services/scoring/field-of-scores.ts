import { configurationsAfter, factorsOf, levelEmbeddings, levelsOfConfigurations } from '@/db/queries/matrix';
import type { InterpolationSummary, PairAggregate } from '@/db/schema/policies';
import { encodeField } from '@/server/core/uncertainty/field-codec';
import { type Interpolation, interpolateScores, type ShrunkScore } from '@/server/core/uncertainty/interpolation';
import { levelDistances } from '@/server/core/uncertainty/level-likeness';
import { aggregatePairs } from '@/server/core/uncertainty/pair-aggregates';
import type { ProgramContext } from '../context';
import type { ScoredRollout } from './score-rollouts';

const PAGE = 50_000;

/** A measured configuration with what is believed of it. */
export interface MeasuredScore {
  configurationId: number;
  rollouts: readonly ScoredRollout[];
  believed: ShrunkScore;
}

/** Scores of the whole matrix from those of the measured configurations. */
export interface FieldOfScores {
  bytes: Uint8Array;
  summary: InterpolationSummary;
  pairs: PairAggregate[];
  measured: MeasuredScore[];
}

/** All configurations of the matrix: ids, and level indices in factor order. */
async function levelTable(ctx: ProgramContext) {
  const [factors, embeddings] = [await factorsOf(ctx.db, ctx.scope), await levelEmbeddings(ctx.db, ctx.scope)];
  const indexOf = factors.map((factor) => new Map(factor.levels.map((level, index) => [level.id, index])));
  const indices = (levelIds: readonly number[]) => levelIds.map((id, f) => indexOf[f].get(id) ?? 0);
  const [ids, levels]: [number[], number[]] = [[], []];
  for (;;) {
    const page = await configurationsAfter(ctx.db, ctx.scope, ids.at(-1) ?? 0, PAGE);
    for (const row of page) {
      ids.push(row.id);
      levels.push(...indices(row.levelIds));
    }
    if (page.length < PAGE) break;
  }
  return {
    ids: Float64Array.from(ids),
    table: { factors: factors.length, levels: Int32Array.from(levels) },
    distances: factors.map((factor) => levelDistances(factor.levels.map((level) => embeddings.get(level.id) ?? null))),
    levelIds: factors.map((factor) => factor.levels.map((level) => level.id)),
    indices,
  };
}

/** Rising order of level indices. */
function byLevels(a: { levels: number[] }, b: { levels: number[] }): number {
  const f = a.levels.findIndex((level, i) => level !== b.levels[i]);
  return f < 0 ? 0 : a.levels[f] - b.levels[f];
}

/** Null when no scored rollout belongs to a configuration. */
export async function fieldOfScores(
  ctx: ProgramContext,
  scored: readonly ScoredRollout[],
): Promise<FieldOfScores | null> {
  const byConfiguration = new Map<number, ScoredRollout[]>();
  for (const one of scored) {
    const { configurationId } = one.rollout;
    if (configurationId === null) continue;
    const group = byConfiguration.get(configurationId);
    if (group) group.push(one);
    else byConfiguration.set(configurationId, [one]);
  }
  if (byConfiguration.size === 0) return null;
  const { ids, table, distances, levelIds, indices } = await levelTable(ctx);
  const known = await levelsOfConfigurations(ctx.db, ctx.scope, [...byConfiguration.keys()]);
  // In the order of the level indices, in which the interpolation answers.
  const groups = [...byConfiguration]
    .flatMap(([configurationId, rollouts]) => {
      const own = known.get(configurationId);
      return own ? [{ configurationId, rollouts, levels: indices(own) }] : [];
    })
    .sort(byLevels);
  const field = interpolateScores(
    table,
    groups.map(({ levels, rollouts }) => ({ levels, scores: rollouts.map((one) => one.value) })),
    distances,
  );
  if (!field) return null;
  return {
    bytes: encodeField({ ids, mean: field.mean, sd: field.sd, measured: field.measured }),
    summary: summaryOf(field, ids.length),
    pairs: aggregatePairs(table, field, levelIds),
    measured: groups.map(({ configurationId, rollouts }, i) => ({
      configurationId,
      rollouts,
      believed: field.shrunk[i],
    })),
  };
}

function summaryOf(field: Interpolation, configurations: number): InterpolationSummary {
  const { variances, leaveOneOut, shrunk, informative, epsilon } = field;
  return {
    configurations,
    measured: shrunk.length,
    informative,
    looR2: leaveOneOut?.r2 ?? null,
    looCoverage: leaveOneOut?.coverage ?? null,
    hyper: {
      ...Object.fromEntries(variances.main.map((value, f) => [`main${f}`, value])),
      pair: variances.pair,
      nugget: variances.nugget,
      noise: variances.noise,
      ...Object.fromEntries(variances.reach.flatMap((reach, f) => (reach === null ? [] : [[`reach${f}`, reach]]))),
      epsilon,
      fitted: field.fitted ? 1 : 0,
      noiseMeasured: field.noise === 'measured' ? 1 : 0,
    },
  };
}
