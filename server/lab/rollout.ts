import type { Random } from '@/server/core/numeric/random';
import { type Episode, EpisodeTrace } from './episode';
import type { Policy } from './policy';
import type { Configuration, Design } from './world/design';
import { observationSize } from './world/observation';
import type { Physics } from './world/physics';
import { drawStart } from './world/start';
import { ACTION_NAMES, Workcell } from './world/workcell';

/** What to roll out: a configuration and the stream its start and noise come from. The same stream gives the same start. */
export interface Trial {
  configuration: Configuration;
  random: Random;
}

/**
 * Rolls all trials out in lock step: at each decision the observations of all running episodes go through every member in one batch,
 * and the members' mean chunk is executed whole. Rollouts come back in the order of the trials.
 */
export async function rollOut(
  design: Design,
  policy: Policy,
  trials: readonly Trial[],
  makePhysics: () => Physics,
): Promise<Episode[]> {
  const D = observationSize(design);
  const A = ACTION_NAMES.length;
  const { horizon, members } = policy;
  const runs = trials.map(({ configuration, random }) => {
    const start = drawStart(design, configuration, random);
    return new EpisodeTrace(new Workcell(design, configuration, start, makePhysics(), random));
  });
  for (let running = runs; running.length > 0; running = running.filter((trace) => !trace.cell.done)) {
    const batch = new Float32Array(running.length * D);
    running.forEach((trace, i) => {
      batch.set(trace.observe(), i * D);
    });
    const chunks = await policy.predict(batch, running.length);
    running.forEach((trace, i) => {
      for (let h = 0; h < horizon && !trace.cell.done; h++) {
        if (h > 0) trace.observe();
        const at = (i * horizon + h) * A;
        const mean = [0, 0, 0];
        for (const chunk of chunks) for (let a = 0; a < A; a++) mean[a] += chunk[at + a] / members;
        trace.act(mean[0], mean[1], mean[2]);
      }
    });
  }
  return runs.map((trace) => trace.finish());
}
