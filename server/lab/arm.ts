import { seededRandom } from '@/server/core/numeric/random';
import { demonstrate } from './demonstrate';
import type { Episode } from './episode';
import { policyOf } from './policy';
import { type Rollout, rollOut } from './rollout';
import { openTrainer, RECIPE, type Recipe, trainingRows } from './trainer';
import { configurationAt, type Design, sizeOf } from './world/design';
import { LightPhysics } from './world/light-physics';
import { observationSize } from './world/observation';
import type { Physics } from './world/physics';

/** What a selection may look at: one probe rollout per configuration, and how often each configuration was demonstrated. */
export interface SelectionInput {
  design: Design;
  round: number;
  /** Number of demonstrations asked for. */
  batch: number;
  probes: readonly Rollout[];
  /** Demonstrations so far, by configuration index. */
  demonstrated: Int32Array;
  /** Seed of this round's own random choices. */
  seed: string;
}

/** Chooses `batch` configuration indices, repeats allowed. Must depend on its input alone. */
export type Select = (input: SelectionInput) => readonly number[];

export interface ArmPlan {
  design: Design;
  select: Select;
  seed: string | number;
  /** Rounds of collection after the first training. */
  rounds: number;
  /** Random demonstrations before the first training. */
  initial: number;
  perRound: number;
  /** Evaluation trials per configuration on the frozen panel; default 1. */
  trialsPerConfiguration?: number;
  recipe?: Recipe;
  /** Backend of the world; default the light planar one. */
  makePhysics?: () => Physics;
}

/** One training of an arm: what it had learned from, how it did on the panel, and what was then chosen (empty after the last). */
export interface ArmRound {
  demonstrations: number;
  success: number;
  probes: Rollout[];
  trials: Rollout[];
  chosen: readonly number[];
  trainingMs: number;
  rolloutMs: number;
}

/**
 * Runs one arm in this process: train, probe every configuration once, evaluate on the frozen panel, select, collect, and again.
 * Everything is drawn from `seed`: arms of one seed share initial demonstrations, training seeds, probe starts and panel, and panel
 * starts are never used elsewhere. Calls onnxruntime, so a server runs it in a job's child process.
 * Throws RangeError when a selection is not `perRound` valid indices.
 */
export async function runArm(plan: ArmPlan): Promise<ArmRound[]> {
  const { design, seed, rounds, perRound, recipe = RECIPE, makePhysics = () => new LightPhysics() } = plan;
  const size = sizeOf(design);
  const random = seededRandom(`lab/${design.name}/${seed}`);
  const physics = makePhysics();
  const demonstrated = new Int32Array(size);
  const episodes: Episode[] = [];
  const collect = (indices: readonly number[]) => {
    for (const index of indices) {
      // Seeded by configuration and repeat: two arms that ask for the same get the same.
      const stream = random.fork(`demonstration/${index}/${demonstrated[index]++}`);
      episodes.push(demonstrate(design, configurationAt(design, index), physics, stream).episode);
    }
  };
  const trialsOf = (label: string) =>
    Array.from({ length: size }, (_, i) => ({
      configuration: configurationAt(design, i),
      random: random.fork(`${label}/${i}`),
    }));
  const panel = () => Array.from({ length: plan.trialsPerConfiguration ?? 1 }, (_, t) => trialsOf(`panel/${t}`)).flat();

  const draw = random.fork('initial');
  collect(Array.from({ length: plan.initial }, () => draw.int(size)));
  const trainer = await openTrainer(observationSize(design), recipe);
  const out: ArmRound[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    const ensemble = await trainer.train(trainingRows(episodes, recipe.horizon), `lab/${seed}/round/${round}`);
    const trained = performance.now();
    const policy = await policyOf(ensemble);
    const probes = await rollOut(design, policy, trialsOf(`probe/${round}`), makePhysics);
    const trials = await rollOut(design, policy, panel(), makePhysics);
    await policy.close();
    const rolled = performance.now();
    const demonstrations = episodes.length;
    const choice = { design, round, batch: perRound, probes, demonstrated, seed: `lab/${seed}/select/${round}` };
    const chosen = round < rounds ? plan.select(choice) : [];
    if (
      round < rounds &&
      (chosen.length !== perRound || chosen.some((c) => !Number.isInteger(c) || !(c in demonstrated)))
    ) {
      throw new RangeError(`A selection has to be ${perRound} configurations of ${size}, got ${chosen.length}`);
    }
    collect(chosen);
    out.push({
      demonstrations,
      success: trials.filter((t) => t.success).length / trials.length,
      probes,
      trials,
      chosen,
      trainingMs: trained - began,
      rolloutMs: rolled - trained,
    });
  }
  await trainer.close();
  return out;
}
