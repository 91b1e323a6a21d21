import { type AssignmentRow, liveAssignments } from '@/db/queries/assignments';
import { collectedPicks } from '@/db/queries/evaluations';
import { type FactorRow, factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { latestScoring } from '@/db/queries/schedules';
import { goneConfigurations } from '@/db/queries/why';
import { roundProgress } from '@/server/core/collect/progress';
import { roundEstimates } from '@/server/core/evaluation/round-estimates';
import { EfficiencyQuestion } from '@/server/core/evaluation/schema';
import type { ScoreField } from '@/server/core/uncertainty/field-codec';
import { scoreSpread } from '@/server/core/uncertainty/score-spread';
import { scoreName } from '@/server/core/uncertainty/signals';
import { assignmentInWords, levelsInWords } from '../collect/in-words';
import type { ProgramContext } from '../context';
import { efficiency } from '../evaluations/efficiency';
import { scoreField } from '../matrix/score-field';

/** Most configurations in work that are marked in the spread. */
const MOST_MARKED = 6;

/**
 * Why the work of this round is asked for: what is collected of it, how unsure the policy is of what remains and where
 * the configurations in work stand in that, how much of the expected change is in, and what following plans brought so
 * far. Nothing in it is about persons or money.
 */
export async function whyOf(ctx: ProgramContext) {
  const [program, live, factors, scoring, picks, { bands, comparison, panel }] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope),
    collectedPicks(ctx.db, ctx.scope),
    efficiency(ctx, EfficiencyQuestion.parse({})),
  ]);
  const number = live.find((row) => row.roundNumber !== null)?.roundNumber ?? null;
  const { asked, logged, confirmed, left, over } = roundProgress(live.map((row) => assignmentInWords(row, factors)));
  const estimate = roundEstimates(picks, []).rounds.find(({ round }) => round === number);
  return {
    simulated: program.simulation !== null,
    round: number === null ? null : { number, asked, logged, confirmed, left, over },
    scores: scoring ? await scoresOf(ctx, scoring, live, factors) : null,
    improvement: estimate ? { share: estimate.improvement, confirmed: estimate.confirmed } : null,
    efficiency: {
      panel,
      bands,
      saved: comparison?.claimable ? comparison.savedInterval : null,
      censored: comparison?.censored ?? 0,
      runs: comparison && { n: comparison.n, basis: comparison.basis },
    },
  };
}

type Scoring = NonNullable<Awaited<ReturnType<typeof latestScoring>>>;

async function scoresOf(
  ctx: ProgramContext,
  { checkpointName, form, measure, interpolationKey, interpolation, threshold }: Scoring,
  live: readonly AssignmentRow[],
  factors: readonly FactorRow[],
) {
  const field = await scoreField(ctx, interpolationKey);
  if (!field) return null;
  const inWork = shownWork(live, ctx.actor.personId);
  const spread = scoreSpread(
    interpolation?.informative ? field : measuredOnly(field),
    await goneConfigurations(ctx.db, ctx.scope),
    inWork.map((row) => row.configurationId),
  );
  return (
    spread && {
      ...spread,
      checkpointName,
      /** What the scores are, in a word. */
      measure: scoreName(form, measure),
      threshold,
      standing: spread.standing.map((one) => ({
        ...one,
        levels: levelsInWords(
          inWork.find((row) => row.configurationId === one.configurationId)?.levelIds ?? [],
          factors,
        ).map(({ name }) => name),
      })),
    }
  );
}

/** What this person holds; else whatever is in work; else what waits first in the queue. */
function shownWork(live: readonly AssignmentRow[], personId: number | null): AssignmentRow[] {
  const held = live.filter((row) => row.claimedBy !== null);
  const own = held.filter((row) => row.claimedBy === personId);
  if (own.length > 0) return own;
  if (held.length > 0) return held.slice(0, MOST_MARKED);
  return live.filter((row) => row.state === 'queued').slice(0, 1);
}

/** Where interpolation says nothing, only what was measured is shown. */
function measuredOnly(field: ScoreField): ScoreField {
  const rows = Array.from(field.ids.keys()).filter((i) => field.measured[i] !== 0);
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]);
  return {
    ids: pick(field.ids),
    mean: pick(field.mean),
    sd: pick(field.sd),
    measured: Uint8Array.from(rows, () => 1),
  };
}
