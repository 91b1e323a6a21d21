import { DomainError } from '@/server/core/errors';
import { featuresOf } from '@/server/core/policy/batching';
import type { EpisodeObservations } from '@/server/core/policy/predict-episodes';
import type { ProgramContext } from '../context';
import { openInTurn } from './open-in-turn';
import { noiseSeedOf, type PlannedRollout, type ScoringPlan } from './plan';

/**
 * Reads what the members observe in the given rollouts, one after another; each recording is opened once. Throws
 * DomainError invalid when a recording is gone or has become shorter.
 */
export async function* observationsOf(
  ctx: ProgramContext,
  plan: Pick<ScoringPlan, 'datasets' | 'members'>,
  rollouts: readonly PlannedRollout[],
): AsyncGenerator<EpisodeObservations<PlannedRollout>> {
  const features = featuresOf(plan.members.map((member) => member.card));
  const recordings = openInTurn(ctx);
  try {
    for (const rollout of rollouts) {
      const recording = await recordings.at(plan.datasets.get(rollout.datasetId)?.location ?? '');
      const signals = await recording.signals(rollout.sourceIndex, features);
      const short = [...signals].find(([, signal]) => signal.frames < rollout.frames);
      if (short)
        throw new DomainError(
          'invalid',
          `Episode ${rollout.sourceIndex} had ${rollout.frames} frames when it was imported and has ${short[1].frames} of "${short[0]}" now. Restore the recording, or import it again.`,
        );
      yield { key: rollout, frames: rollout.frames, signals, noiseSeed: noiseSeedOf(rollout.fingerprint) };
    }
  } finally {
    await recordings.close();
  }
}
