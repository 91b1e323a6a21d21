import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import { runArm } from './arm';
import { NO_CAPS } from './caps';
import type { ArmOrder, ArmResult } from './experiment';
import { selectAsProduct } from './product-selection';
import { RECIPE } from './recipe';
import { designOf } from './world/designs/catalogue';
import { LightPhysics } from './world/light-physics';
import { openMujoco } from './world/mujoco-physics';

/** Runs one arm in this process. The same order gives the same result to the last bit. */
export async function runOrder(order: ArmOrder, solver: IntegerSolver): Promise<ArmResult> {
  const before = process.cpuUsage();
  const rounds = await runArm({
    design: designOf(order.design),
    select: selectAsProduct({ strategy: order.strategy, ...(order.capped ? {} : { caps: NO_CAPS }) }, solver),
    seed: order.seed,
    rounds: order.rounds,
    initial: order.initial,
    perRound: order.perRound,
    trialsPerConfiguration: order.trials,
    recipe: { ...RECIPE, steps: order.trainingSteps },
    makePhysics: order.physics === 'mujoco' ? await openMujoco() : () => new LightPhysics(),
  });
  const { user, system } = process.cpuUsage(before);
  return {
    demonstrations: rounds.map((round) => round.demonstrations),
    successes: rounds.map(({ trials }) => trials.filter(({ success }) => success).length),
    trials: rounds[0].trials.length,
    failures: rounds.map(({ trials }) => countsOf(trials.flatMap(({ failure }) => failure ?? []))),
    cpuSeconds: (user + system) / 1e6,
  };
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
