import { membersOf } from '@/db/queries/checkpoints';
import { cachedMoments } from '@/db/queries/moments';
import { episodeById } from '@/db/queries/rollouts';
import { scaleById } from '@/db/queries/scales';
import { latestScoreOf } from '@/db/queries/scores';
import { DomainError } from '@/server/core/errors';
import { type ThinSignal, thin } from '@/server/core/recording/thin';
import { decodeMoments } from '@/server/core/uncertainty/moments-codec';
import { NOVELTY } from '@/server/core/uncertainty/novelty';
import { unitScale } from '@/server/core/uncertainty/scale';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { combineSignals, scoreName, signalsOfMoments, withFigure } from '@/server/core/uncertainty/signals';
import { decodeSignals, isSignals } from '@/server/core/uncertainty/signals-codec';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { horizonOf, momentsKey } from '../scoring/plan';

const MOST_POINTS = 600;

/** The signal of one member's own samples. */
const SAMPLE_SPREAD = 'sample spread';

/** Uncertainty over one episode by the newest finished scoring run that has it. */
export interface EpisodeUncertainty {
  scoringRunId: number;
  checkpointName: string;
  form: ScoringForm;
  /** What the figures are: the checkpoint's main signal, or those the form names. */
  measure: string;
  /** Whether the figures were divided by the program's scale, compared as they are, posted by the team, or are those of signals the form names. */
  unit: 'scaled' | 'unscaled' | 'posted' | 'named';
  /** The rollout's score by the run's statistic, and its place among the `of` rollouts of the run, 1 the highest. */
  score: number | null;
  rank: number;
  of: number;
  mean: number | null;
  /** Greatest mean over the form's window of steps. */
  windowMax: number | null;
  /** The run's calibrated threshold; null without one. */
  threshold: number | null;
  steps: ThinSignal;
  /** Spread of one member's own samples; null where there is none. */
  aleatoric: ThinSignal | null;
}

/**
 * How unsure the policy was at each step of an episode, from the cached predictions: nothing is run. Null for an episode that
 * no finished scoring run has, or whose predictions are no longer cached. Throws DomainError not_found.
 */
export async function episodeUncertainty(ctx: ProgramContext, episodeId: number): Promise<EpisodeUncertainty | null> {
  const episode = await episodeById(ctx.db, ctx.scope, episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${episodeId} in this program.`);
  const latest = await latestScoreOf(ctx.db, ctx.scope, episodeId);
  if (!latest) return null;
  const [checkpoint, members] = [
    await checkpointOf(ctx, latest.checkpointId),
    await membersOf(ctx.db, ctx.scope, latest.checkpointId),
  ];
  const key = momentsKey(ctx, checkpoint, members, horizonOf(checkpoint, latest.form), episode.fingerprint);
  const artifactKey = (await cachedMoments(ctx.db, ctx.scope, [key])).get(key);
  if (!artifactKey) return null;
  const scale = latest.scaleId === null ? undefined : await scaleById(ctx.db, ctx.scope, latest.scaleId);
  const std = scale?.deviations ?? unitScale(checkpoint.actionDims).std;
  const bytes = await ctx.artifacts.get(artifactKey);
  const posted = isSignals(bytes);
  const cached = posted ? decodeSignals(bytes) : signalsOfMoments(decodeMoments(bytes), { std }, latest.form);
  const novelty = latest.signals[NOVELTY];
  const signals = novelty === undefined ? cached : withFigure(cached, NOVELTY, novelty);
  const values = combineSignals(signals, latest.form);
  const aleatoric = signals.main === SAMPLE_SPREAD ? undefined : signals.values.get(SAMPLE_SPREAD);
  const line = (perStep: Float64Array) => thin(perStep, { width: 1, dim: 0 }, MOST_POINTS);
  return {
    scoringRunId: latest.scoringRunId,
    checkpointName: checkpoint.name,
    form: latest.form,
    measure: scoreName(latest.form, signals.main),
    unit: latest.form.signals.length > 0 ? 'named' : posted ? 'posted' : scale ? 'scaled' : 'unscaled',
    score: latest[latest.form.statistic],
    rank: latest.rank,
    of: latest.of,
    mean: latest.mean,
    windowMax: latest.windowMax,
    threshold: latest.threshold,
    steps: line(values),
    aleatoric: aleatoric ? line(aleatoric) : null,
  };
}
