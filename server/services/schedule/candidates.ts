import { configurationsAfter, type FactorRow, factorsOf, holdsOf, safetyRulesOf } from '@/db/queries/matrix';
import { evidenceByConfiguration, rolloutOutcomes } from '@/db/queries/recordings';
import { deploymentWeights } from '@/server/core/matrix/deployment';
import { alignScores } from '@/server/core/schedule/align-scores';
import type { Pool } from '@/server/core/schedule/pool';
import type { HeldBack } from '@/server/core/schedule/schema';
import { type Outcomes, outcomesOf } from '@/server/core/uncertainty/failure-model';
import { decodeField, type ScoreField } from '@/server/core/uncertainty/field-codec';
import type { ProgramContext } from '../context';

const PAGE = 50_000;
const UNSCORED = { scores: null, measured: null };

export interface Candidates {
  factors: FactorRow[];
  pool: Pool;
  ids: Float64Array;
  /** Indices with confirmed demonstrations. */
  confirmed: number[];
  scores: { mean: Float64Array; sd: Float64Array } | null;
  measured: Uint8Array | null;
  /** How probe rollouts ended, older ones counting less; null where no outcome is known. */
  outcomes: Outcomes | null;
  /** Confirmed demonstrations, by index. */
  demonstrated: Float64Array;
  /** How often each occurs in use; null when no level has a weight. */
  deployment: Float64Array | null;
  /** What was kept out before selection, by reason. */
  heldBack: HeldBack;
}

/**
 * Every configuration of the matrix with its room and, given a field, its score. What must not be scheduled has room 0:
 * what a safety rule names, what is held and, unless `unknownAllowed`, what no policy has driven yet.
 */
export async function candidatesOf(
  ctx: ProgramContext,
  unknownAllowed: boolean,
  scored: { field: ScoreField; informative: boolean } | null,
  roomEach: number,
): Promise<Candidates> {
  const [factors, rules, holds, evidence, ended] = await Promise.all([
    factorsOf(ctx.db, ctx.scope),
    safetyRulesOf(ctx.db, ctx.scope),
    holdsOf(ctx.db, ctx.scope),
    evidenceByConfiguration(ctx.db, ctx.scope),
    rolloutOutcomes(ctx.db, ctx.scope),
  ]);
  const rows = await allConfigurations(ctx);
  const width = factors.length;
  const indexOfLevel = factors.map((factor) => new Map(factor.levels.map((level, l) => [level.id, l])));
  const levels = new Int32Array(rows.length * width);
  const room = new Int32Array(rows.length).fill(roomEach);
  const ids = new Float64Array(rows.length);
  const heldIds = new Set(holds.map((hold) => hold.configurationId));
  const perRule = rules.map((rule) => ({ ruleId: rule.id, reason: rule.reason, configurations: 0 }));
  const withRollouts = new Set(evidence.filter((row) => row.rollouts > 0).map((row) => row.configurationId));
  let held = 0;
  let unknown = 0;

  rows.forEach((row, i) => {
    ids[i] = row.id;
    for (let f = 0; f < width; f++) levels[i * width + f] = indexOfLevel[f].get(row.levelIds[f]) ?? 0;
    const rule = rules.findIndex((candidate) => candidate.levelIds.every((id) => row.levelIds.includes(id)));
    if (rule >= 0) perRule[rule].configurations++;
    else if (heldIds.has(row.id)) held++;
    else if (!unknownAllowed && !withRollouts.has(row.id)) unknown++;
    else return;
    room[i] = 0;
  });

  const indexOfId = new Map(Array.from(ids, (id, i) => [id, i]));
  const demonstrated = new Float64Array(ids.length);
  for (const row of evidence) {
    const i = indexOfId.get(row.configurationId);
    if (i !== undefined) demonstrated[i] = row.demonstrations;
  }
  return {
    factors,
    pool: {
      factors: factors.map(({ key, name, levels: list }) => ({ key, name, levels: list.map((level) => level.name) })),
      levels,
      room,
    },
    ids,
    confirmed: Array.from(demonstrated.keys()).filter((i) => demonstrated[i] > 0),
    demonstrated,
    deployment: deploymentWeights(factors, levels, ids.length),
    outcomes: outcomesOf(
      ended.flatMap(({ configurationId, ...counts }) => {
        const row = indexOfId.get(configurationId);
        return row === undefined ? [] : [{ row, ...counts }];
      }),
      ids.length,
    ),
    ...((scored && alignScores(scored.field, indexOfId, ids.length, scored.informative)) ?? UNSCORED),
    heldBack: { rules: perRule.filter((rule) => rule.configurations > 0), held, unknown },
  };
}

/** The scores of a scoring run, decoded. */
export async function fieldOf(ctx: ProgramContext, interpolationKey: string | null): Promise<ScoreField | null> {
  return interpolationKey ? decodeField(await ctx.artifacts.get(interpolationKey)) : null;
}

async function allConfigurations(ctx: ProgramContext) {
  const rows: { id: number; levelIds: number[] }[] = [];
  for (;;) {
    const page = await configurationsAfter(ctx.db, ctx.scope, rows.at(-1)?.id ?? 0, PAGE);
    for (const row of page) rows.push(row);
    if (page.length < PAGE) return rows;
  }
}
