import { someMomentsOf } from '@/db/queries/moments';
import { datasetsOf, probeRollouts } from '@/db/queries/rollouts';
import { decodeMoments } from '@/server/core/uncertainty/moments-codec';
import { NOVELTY } from '@/server/core/uncertainty/novelty';
import { unitScale } from '@/server/core/uncertainty/scale';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import { signalsOfMoments } from '@/server/core/uncertainty/signals';
import { decodeSignals, isSignals } from '@/server/core/uncertainty/signals-codec';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { hasScale } from './frozen-scale';
import { noveltyEvidence } from './novelty';

/** What the form of a scoring can offer for one checkpoint. */
export interface ScoringChoices {
  /** Whether there is, or could be, a frozen scale to divide by. */
  scalable: boolean;
  /** Signals that are known of its rollouts, the main one first; before anything is predicted at most novelty. */
  signals: string[];
  /** Why novelty is not among them, in a sentence; null when it is. */
  noveltyMissing: string | null;
}

/** What can be chosen when this checkpoint is scored. Throws DomainError not_found. */
export async function scoringChoices(ctx: ProgramContext, checkpointId: number): Promise<ScoringChoices> {
  const checkpoint = await checkpointOf(ctx, checkpointId);
  const scalable = await hasScale(ctx, checkpoint);
  const datasets = new Map((await datasetsOf(ctx.db, ctx.scope)).map((dataset) => [dataset.id, dataset]));
  const rollouts = await probeRollouts(ctx.db, ctx.scope);
  const evidence = await noveltyEvidence(ctx, { checkpoint, datasets, rollouts });
  const some = await someMomentsOf(ctx.db, ctx.scope, checkpointId);
  const signals = new Set(some ? signalNames(await ctx.artifacts.get(some), checkpoint.actionDims) : []);
  const noveltyMissing = 'missing' in evidence && !signals.has(NOVELTY) ? evidence.missing : null;
  if (!noveltyMissing) signals.add(NOVELTY);
  return { scalable, signals: [...signals], noveltyMissing };
}

/** Names of the signals in one episode's cached predictions, the main one first. */
function signalNames(bytes: Uint8Array, dims: number): string[] {
  const { main, values } = isSignals(bytes)
    ? decodeSignals(bytes)
    : signalsOfMoments(decodeMoments(bytes), unitScale(dims), ScoringForm.parse({}));
  return [main, ...[...values.keys()].filter((name) => name !== main)];
}
