import type { Random } from '@/server/core/numeric/random';
import { type Episode, EpisodeTrace } from './episode';
import { expertCommand } from './expert';
import type { Configuration, Design } from './world/design';
import type { Physics } from './world/physics';
import { drawStart } from './world/start';
import { MAX_SPEED, Workcell } from './world/workcell';

/** How much the operator's hand shakes, as a share of full speed per axis (standard deviation). */
const HAND_NOISE = 0.12;
const MAX_ATTEMPTS = 8;

/** One try of the scripted operator, good or bad. The recorded action is the command; the tool moved with the hand's noise on top. */
export function attemptDemonstration(
  design: Design,
  configuration: Configuration,
  physics: Physics,
  random: Random,
): Episode {
  const cell = new Workcell(design, configuration, drawStart(design, configuration, random), physics, random);
  const side = random.int(Math.max(1, cell.wall?.gaps.length ?? 1));
  const trace = new EpisodeTrace(cell);
  while (!cell.done) {
    trace.observe();
    const [dx, dy, grip] = expertCommand(cell, side);
    const shake = { x: HAND_NOISE * MAX_SPEED * random.normal(), y: HAND_NOISE * MAX_SPEED * random.normal() };
    trace.act(dx, dy, grip, shake);
  }
  return trace.finish();
}

/**
 * A demonstration worth keeping: failed tries are rejected and repeated from new starts. `rejected` is how many were thrown away.
 * Throws Error when the operator fails eight times running, which means the configuration cannot be done.
 */
export function demonstrate(
  design: Design,
  configuration: Configuration,
  physics: Physics,
  random: Random,
): { episode: Episode; rejected: number } {
  for (let rejected = 0; rejected < MAX_ATTEMPTS; rejected++) {
    const episode = attemptDemonstration(design, configuration, physics, random.fork(rejected));
    if (episode.success) return { episode, rejected };
  }
  throw new Error(`The operator failed ${MAX_ATTEMPTS} times at ${JSON.stringify(configuration)} of ${design.name}`);
}
