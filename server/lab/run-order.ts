import type { ArmOrder, ArmRecord } from '@/server/core/experiment/arms';
import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import { runArm } from './arm';
import { NO_CAPS } from './caps';
import { readsRollouts, selectAsProduct } from './product-selection';
import { RECIPE } from './recipe';
import { designOf } from './world/designs/catalogue';
import { LightPhysics } from './world/light-physics';
import { openMujoco } from './world/mujoco-physics';

/** Runs one arm in this process. The same order gives the same record to the last bit, but for the time it took. */
export async function runOrder(order: ArmOrder, solver: IntegerSolver): Promise<ArmRecord> {
  const before = process.cpuUsage();
  const rounds = await runArm({
    design: designOf(order.design),
    select: selectAsProduct({ strategy: order.strategy, ...(order.capped ? {} : { caps: NO_CAPS }) }, solver),
    seed: order.seed,
    rounds: order.rounds,
    initial: order.initial,
    perRound: order.perRound,
    trialsPerConfiguration: order.trials,
    probes: readsRollouts(order.strategy),
    recipe: { ...RECIPE, steps: order.trainingSteps },
    makePhysics: order.physics === 'mujoco' ? await openMujoco() : () => new LightPhysics(),
  });
  const { user, system } = process.cpuUsage(before);
  return {
    trainings: rounds.map(({ demonstrated, changeovers, trials }) => ({
      demonstrated: Array.from(demonstrated),
      changeovers,
      failures: trials.map(({ failure }) => failure),
    })),
    cpuSeconds: (user + system) / 1e6,
  };
}
