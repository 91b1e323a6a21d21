import type { Point, Wall } from './physics';

/** The lab's factors, in the order of every index and code. */
export const FACTORS = ['task', 'object', 'environment', 'lighting'] as const;
export type Factor = (typeof FACTORS)[number];

/** What has to happen: press a point, push to a mark, carry to a mark, carry into a slot, pull along a rail. */
export type TaskKind = 'press' | 'push' | 'place' | 'insert' | 'pull';

/** `instruction` holds `{object}` and `{environment}`; `tolerance` is how close the tool must be to grip or press, metres. */
export interface TaskLevel {
  name: string;
  kind: TaskKind;
  instruction: string;
  tolerance: number;
}

/** `radius` in metres; `slide` as a share of each push; faster than `carryLimit` (metres per control step) it slips out of the grip. */
export interface ObjectLevel {
  name: string;
  radius: number;
  slide: number;
  carryLimit: number;
}

export interface EnvironmentLevel {
  name: string;
  wall: Wall | null;
}

/** How the object's seen position is off: a constant shift, one draw an episode, one draw a step (standard deviations, metres). */
export interface LightingLevel {
  name: string;
  bias: Point;
  episodeNoise: number;
  stepNoise: number;
}

/** A simulated matrix: the levels, and what only a pair of levels decides. */
export interface Design {
  name: string;
  task: readonly TaskLevel[];
  object: readonly ObjectLevel[];
  environment: readonly EnvironmentLevel[];
  lighting: readonly LightingLevel[];
  /** Where to grip or press, from the object's centre, metres: [task][object]. */
  grip: readonly (readonly Point[])[];
  /** Direction of the pull, or of the slot's opening, radians: [task][environment]. */
  bearing: readonly (readonly number[])[];
}

/** One level index per factor. */
export type Configuration = Record<Factor, number>;

/** Number of configurations: the product of the factors' levels. */
export function sizeOf(design: Design): number {
  return FACTORS.reduce((n, f) => n * design[f].length, 1);
}

/** The configuration at `index`, row-major in factor order (lighting fastest). Throws RangeError outside the matrix. */
export function configurationAt(design: Design, index: number): Configuration {
  if (!Number.isInteger(index) || index < 0 || index >= sizeOf(design)) {
    throw new RangeError(`${design.name} has configurations 0 to ${sizeOf(design) - 1}, not ${index}`);
  }
  const out: Configuration = { task: 0, object: 0, environment: 0, lighting: 0 };
  let rest = index;
  for (const factor of [...FACTORS].reverse()) {
    out[factor] = rest % design[factor].length;
    rest = Math.floor(rest / design[factor].length);
  }
  return out;
}

/** The inverse of `configurationAt`. */
export function indexOf(design: Design, configuration: Configuration): number {
  return FACTORS.reduce((at, f) => at * design[f].length + configuration[f], 0);
}

/** The names a person reads: one level name per factor. */
export function levelNames(design: Design, configuration: Configuration): Record<Factor, string> {
  return {
    task: design.task[configuration.task].name,
    object: design.object[configuration.object].name,
    environment: design.environment[configuration.environment].name,
    lighting: design.lighting[configuration.lighting].name,
  };
}

/** The sentence the operator (and the dataset) gets for a configuration; it names task, object and place. */
export function instructionOf(design: Design, configuration: Configuration): string {
  const names = levelNames(design, configuration);
  return design.task[configuration.task].instruction
    .replace('{object}', names.object)
    .replace('{environment}', names.environment);
}
