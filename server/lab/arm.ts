import { seededRandom } from '@/server/core/numeric/random';
import { openBench } from './bench';
import { openChangeovers } from './changeovers';
import type { Episode } from './episode';
import { type Policy, policyOf } from './policy';
import { RECIPE, type Recipe, trainingSeed } from './recipe';
import { rollOut } from './rollout';
import { openTrainer, trainingRows } from './trainer';
import { type Design, sizeOf } from './world/design';
import { observationSize } from './world/observation';
import type { Physics } from './world/physics';

/** What a selection may look at: all that a program of the product would have by then. */
export interface SelectionInput {
  design: Design;
  /** Number of demonstrations asked for. */
  batch: number;
  /** Probe rollouts so far, by the training that drove them; those of `policy` last. All empty in an arm without probes. */
  probes: readonly (readonly Episode[])[];
  policy: Policy;
  /** Demonstrations so far; the first `initial` of them are what the first training had. */
  episodes: readonly Episode[];
  initial: number;
  /** How many of them there are by configuration index. */
  demonstrated: Int32Array;
  /** Seed of this round's own random choices. */
  seed: string;
}

/** Chooses `batch` configuration indices, repeats allowed. Must depend on its input alone. */
export type Select = (input: SelectionInput) => readonly number[] | Promise<readonly number[]>;

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
  /** Whether each policy drives every configuration once before something is chosen; default true. */
  probes?: boolean;
  recipe?: Recipe;
  /** Backend of the world; default the light planar one. */
  makePhysics?: () => Physics;
}

/** One training of an arm: what it had learned from, how it did on the panel, and what was then chosen (empty after the last). */
export interface ArmRound {
  demonstrations: number;
  /** How many of them there are by configuration index. */
  demonstrated: Int32Array;
  /** Levels swapped while they were recorded. */
  changeovers: number;
  success: number;
  /** None after the last training, where nothing is chosen by them, and in an arm without probes. */
  probes: Episode[];
  trials: Episode[];
  chosen: readonly number[];
  trainingMs: number;
  rolloutMs: number;
}

/**
 * Runs one arm in this process: train, evaluate on the frozen panel, probe every configuration once where the arm has
 * probes, select, collect, and again. Everything is drawn from `seed`: arms of one seed share initial demonstrations, training seeds, probe starts and panel, and panel
 * starts are never used elsewhere. Calls onnxruntime, so a server runs it in a job's child process.
 * Throws RangeError when a selection is not `perRound` valid indices.
 */
export async function runArm(plan: ArmPlan): Promise<ArmRound[]> {
  const { design, seed, rounds, perRound, probes: probe = true, recipe = RECIPE } = plan;
  const size = sizeOf(design);
  const bench = openBench(design, seed, plan.makePhysics);
  const demonstrated = new Int32Array(size);
  const episodes: Episode[] = [];
  const driven: Episode[][] = [];
  const swap = openChangeovers(design);
  let changeovers = 0;
  const collect = (indices: readonly number[]) => {
    changeovers = swap(indices);
    for (const index of indices) episodes.push(bench.demonstrate(index, demonstrated[index]++).episode);
  };
  const matrix = Array.from({ length: size }, (_, i) => i);
  const panel = () =>
    Array.from({ length: plan.trialsPerConfiguration ?? 1 }, (_, t) => bench.trials(`panel/${t}`, matrix)).flat();

  const draw = seededRandom(`lab/${design.name}/${seed}/initial`);
  collect(Array.from({ length: plan.initial }, () => draw.int(size)));
  const trainer = await openTrainer(observationSize(design), recipe);
  const out: ArmRound[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    const rows = trainingRows(episodes, recipe.horizon);
    const ensemble = await trainer.train(rows, trainingSeed(seed, episodes.length));
    const trained = performance.now();
    const policy = await policyOf(ensemble);
    const trials = await rollOut(design, policy, panel(), bench.makePhysics);
    const last = round === rounds;
    const probed = last || !probe ? [] : bench.trials(`probe/${round}`, matrix);
    const probes = await rollOut(design, policy, probed, bench.makePhysics);
    const rolled = performance.now();
    driven.push(probes);
    const demonstrations = episodes.length;
    const trainedOn = { demonstrated: demonstrated.slice(), changeovers };
    const known = { design, batch: perRound, probes: driven, policy, episodes, initial: plan.initial, demonstrated };
    const chosen = last ? [] : await plan.select({ ...known, seed: `lab/${seed}/select/${round}` });
    await policy.close();
    if (!last && (chosen.length !== perRound || chosen.some((c) => !Number.isInteger(c) || !(c in demonstrated)))) {
      throw new RangeError(`A selection has to be ${perRound} configurations of ${size}, got ${chosen.length}`);
    }
    collect(chosen);
    out.push({
      demonstrations,
      ...trainedOn,
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
