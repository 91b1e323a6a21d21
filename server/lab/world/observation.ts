import { type Configuration, type Design, FACTORS } from './design';
import type { Point } from './physics';

/** Distances are seen at three scales (metres), so that a small network can both travel and aim. */
const SCALES = [1, 0.25, 0.06] as const;

/** What a policy may know at one step. `object` is the seen position, not the true one; `goal` is null for tasks without a mark. */
export interface View {
  ee: Readonly<Point>;
  object: Readonly<Point>;
  goal: Readonly<Point> | null;
  held: boolean;
}

/** Names of the observation's dimensions for `design`, in order. */
export function observationNames(design: Design): string[] {
  const pairs = ['tool_to_object', 'tool_to_goal', 'object_to_goal'];
  const vectors = pairs.flatMap((p) => SCALES.flatMap((s) => [`${p}.x@${s}`, `${p}.y@${s}`]));
  const codes = FACTORS.flatMap((f) => design[f].map((level) => `${f}=${level.name}`));
  return ['tool.x', 'tool.y', 'held', ...vectors, ...codes];
}

/** Number of observation dimensions for `design`. */
export function observationSize(design: Design): number {
  return 3 + 6 * SCALES.length + FACTORS.reduce((n, f) => n + design[f].length, 0);
}

/** Writes the observation of `view` in `configuration` at `into[at …]`: tool pose, gripper, relative vectors (tanh of metres over scale), one-hot levels. */
export function writeObservation(
  design: Design,
  configuration: Configuration,
  view: View,
  into: Float32Array,
  at: number,
): void {
  let i = at;
  into[i++] = view.ee.x;
  into[i++] = view.ee.y;
  into[i++] = view.held ? 1 : 0;
  i = writeVector(view.ee, view.object, into, i);
  i = writeVector(view.ee, view.goal, into, i);
  i = writeVector(view.object, view.goal, into, i);
  for (const factor of FACTORS) {
    const levels = design[factor].length;
    for (let l = 0; l < levels; l++) into[i++] = l === configuration[factor] ? 1 : 0;
  }
}

/** Writes the way from one point to another at every scale, zeros where there is none, and answers with the place behind. */
function writeVector(from: Readonly<Point>, to: Readonly<Point> | null, into: Float32Array, at: number): number {
  let i = at;
  for (const scale of SCALES) {
    into[i++] = to ? Math.tanh((to.x - from.x) / scale) : 0;
    into[i++] = to ? Math.tanh((to.y - from.y) / scale) : 0;
  }
  return i;
}
