import { adaptiveBatch, adaptiveBatchSentence } from '@/server/core/acquisition/adaptive-batch';
import { acquisitionScores, nonNegative } from '@/server/core/acquisition/score';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { MAX_BATCH } from '@/server/core/schedule/feasibility';
import { Limits } from '@/server/core/schedule/schema';
import type { ProgramContext } from '../context';
import { candidatesOf, fieldOf } from './candidates';
import { discountOf } from './prepare';
import { readinessOf } from './readiness';

/** A batch size to ask for, and why; null with the reason where nothing can be said. */
export interface SuggestedBatch {
  demonstrations: number | null;
  sentence: string;
}

/**
 * How many demonstrations pay before the policy is retrained, from the scores of the newest scoring run: where the worth
 * of a further block has halved, within 10 to 20 % of the training set, moved down to a batch that fits under the caps.
 */
export async function suggestBatch(ctx: ProgramContext): Promise<SuggestedBatch> {
  const ready = await readinessOf(ctx);
  const { program, scoring, trainingSetSize } = ready;
  if (trainingSetSize === 0)
    return { demonstrations: null, sentence: 'No training set is known, so no size is suggested.' };
  const field = await fieldOf(ctx, scoring?.interpolationKey ?? null);
  if (!scoring || !field) return { demonstrations: null, sentence: 'Nothing is scored yet, so no size is suggested.' };
  const informative = scoring.interpolation?.informative ?? false;
  const candidates = await candidatesOf(
    ctx,
    program.settings.unknownAllowed.demonstrations,
    { field, informative },
    MAX_BATCH,
  );
  const { pool, scores } = candidates;
  const discount = await discountOf(ctx, scoring, candidates);
  const worth = nonNegative(acquisitionScores({ scores, beta: program.settings.beta, discount, pool }), pool.room);
  const { blockSize } = program;
  const found = adaptiveBatch(worth, pool.room, { trainingSetSize, blockSize });
  if (!found)
    return { demonstrations: null, sentence: 'No configuration is worth more than another, so no size is suggested.' };
  const sentence = adaptiveBatchSentence(found);
  const caps = standingCaps(
    pool.factors.map((factor) => factor.key),
    ready.choices,
  );
  const demonstrations = Math.min(found.demonstrations, MAX_BATCH);
  const fits = await ctx.planner.judge({ pool, demonstrations, caps, limits: Limits.parse({}), blockSize });
  if (fits.feasible) return { demonstrations, sentence };
  const { below, above } = fits.nearest;
  const near = below ?? above;
  return { demonstrations: near, sentence: near === null ? sentence : `${sentence} ${near} is the nearest that fits.` };
}
