import { InferenceSession, Tensor } from 'onnxruntime-node';
import { seededRandom } from '@/server/core/numeric/random';
import type { Episode } from './episode';
import { initialise, parameterCount, type Widths } from './network';
import { policyModel } from './policy-graph';
import { RECIPE, type Recipe } from './recipe';
import { ADAM, trainingModel } from './training-graph';
import { ACTION_NAMES, ACTION_SCALE } from './world/workcell';

/** Rows to learn from: `observations` rows × D and `targets` rows × (horizon · 3), normalised by ACTION_SCALE. */
export interface TrainingRows {
  rows: number;
  observations: Float32Array;
  targets: Float32Array;
}

/** One training result: `parameters` members × P, row-major; `losses` the last minibatch loss per member. */
export interface Ensemble {
  widths: Widths;
  horizon: number;
  members: number;
  parameters: Float32Array;
  losses: Float32Array;
}

/** Behaviour cloning rows of the given demonstrations: every step with the chunk that follows, the last action repeated at the end. */
export function trainingRows(episodes: readonly Episode[], horizon: number): TrainingRows {
  const A = ACTION_NAMES.length;
  const rows = episodes.reduce((n, e) => n + e.steps, 0);
  const width = rows > 0 ? episodes.reduce((n, e) => n + e.observations.length, 0) / rows : 0;
  const observations = new Float32Array(rows * width);
  const targets = new Float32Array(rows * horizon * A);
  let row = 0;
  for (const episode of episodes) {
    observations.set(episode.observations, row * width);
    for (let t = 0; t < episode.steps; t++, row++) {
      for (let h = 0; h < horizon; h++) {
        const from = Math.min(t + h, episode.steps - 1) * A;
        for (let a = 0; a < A; a++) targets[(row * horizon + h) * A + a] = episode.actions[from + a] / ACTION_SCALE[a];
      }
    }
  }
  return { rows, observations, targets };
}

/** Minibatches of each member: reshuffled passes over all rows, in an order of its own. int32 [steps, members, batch]. */
export function minibatches(rows: number, recipe: Recipe, seed: string): Int32Array {
  const { members, batch, steps } = recipe;
  const out = new Int32Array(steps * members * batch);
  for (let e = 0; e < members; e++) {
    const random = seededRandom(`${seed}/order/${e}`);
    const order = Int32Array.from({ length: rows }, (_, i) => i);
    let at = rows;
    for (let s = 0; s < steps; s++) {
      for (let b = 0; b < batch; b++, at++) {
        if (at === rows) {
          at = 0;
          for (let i = rows - 1; i > 0; i--) {
            const j = random.int(i + 1);
            const kept = order[i];
            order[i] = order[j];
            order[j] = kept;
          }
        }
        out[(s * members + e) * batch + b] = order[at];
      }
    }
  }
  return out;
}

/**
 * Scalars of Adam's steps under the half-cosine schedule, each float32 [steps]: the step size, both bias corrections and what turns
 * decayed sums into averages, divided through by what the mean would be multiplied with.
 */
function schedule(recipe: Recipe) {
  const { steps, learningRate, weightDecay } = recipe;
  const rootWeight = new Float32Array(steps);
  const floor = new Float32Array(steps);
  const shrink = new Float32Array(steps);
  for (let s = 0; s < steps; s++) {
    const lr = (learningRate * (1 + Math.cos((Math.PI * s) / steps))) / 2;
    const rate = (lr * (1 - ADAM.beta1)) / (1 - ADAM.beta1 ** (s + 1));
    rootWeight[s] = Math.sqrt((1 - ADAM.beta2) / (1 - ADAM.beta2 ** (s + 1))) / rate;
    floor[s] = ADAM.epsilon / rate;
    shrink[s] = 1 - lr * weightDecay;
  }
  return { rootWeight, floor, shrink };
}

/** Initial parameters of all members, members × P. */
export function initialParameters(widths: Widths, members: number, seed: string): Float32Array {
  const P = parameterCount(widths);
  const theta = new Float32Array(members * P);
  for (let e = 0; e < members; e++) initialise(widths, seededRandom(`${seed}/init/${e}`), theta, e * P);
  return theta;
}

export interface Trainer {
  /** Trains all members from scratch on `rows` in one run. Throws RangeError without rows. */
  train(rows: TrainingRows, seed: string): Promise<Ensemble>;
  close(): Promise<void>;
}

/**
 * Opens a trainer for observations of width `observationSize`. The training runs inside onnxruntime in this very process, on one
 * thread; a server starts it in a job's child process, never beside requests.
 */
export async function openTrainer(observationSize: number, recipe: Recipe = RECIPE): Promise<Trainer> {
  const { members, hidden, horizon, batch, steps } = recipe;
  const widths = [observationSize, hidden, hidden, horizon * ACTION_NAMES.length];
  const state = [members, parameterCount(widths)];
  const session = await InferenceSession.create(trainingModel({ widths, members, batch }), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  const { rootWeight, floor, shrink } = schedule(recipe);
  return {
    async train(data, seed) {
      if (data.rows < 1) throw new RangeError('There is nothing to train on: no demonstration has a single step');
      const size = state[0] * state[1];
      const out = await session.run({
        observations: new Tensor('float32', data.observations, [data.rows, widths[0]]),
        targets: new Tensor('float32', data.targets, [data.rows, widths[3]]),
        theta_in: new Tensor('float32', initialParameters(widths, members, seed), state),
        mean_in: new Tensor('float32', new Float32Array(size), state),
        square_in: new Tensor('float32', new Float32Array(size), state),
        rows_all: new Tensor('int32', minibatches(data.rows, recipe, seed), [steps, members, batch]),
        root_weight_all: new Tensor('float32', rootWeight, [steps]),
        floor_all: new Tensor('float32', floor, [steps]),
        shrink_all: new Tensor('float32', shrink, [steps]),
      });
      const parameters = Float32Array.from(out.theta_final.data as Float32Array);
      const losses = (out.losses.data as Float32Array).slice(-members);
      return { widths, horizon, members, parameters, losses };
    },
    close: () => session.release(),
  };
}

/** Member number `member` as an ONNX file with un-normalised actions (metres per step, gripper −1 to 1). Throws RangeError outside the ensemble. */
export function exportMember(ensemble: Ensemble, member: number): Uint8Array {
  const { widths, horizon, members, parameters } = ensemble;
  if (!Number.isInteger(member) || member < 0 || member >= members) {
    throw new RangeError(`The ensemble has members 0 to ${members - 1}, not ${member}`);
  }
  const P = parameterCount(widths);
  return policyModel(widths, parameters.subarray(member * P, (member + 1) * P), horizon, ACTION_SCALE);
}
