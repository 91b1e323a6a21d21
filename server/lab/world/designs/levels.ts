import type { EnvironmentLevel, LightingLevel, ObjectLevel, TaskKind, TaskLevel } from '../design';
import type { Point } from '../physics';

const INSTRUCTION: Record<TaskKind, string> = {
  press: 'the {object} at {environment}',
  push: 'the {object} to the mark at {environment}',
  place: 'the {object} on the mark at {environment}',
  insert: 'the {object} into the slot at {environment}',
  pull: 'the {object} out along its rail at {environment}',
};

/** How close the tool must come to press, and to grip, metres. */
const PRESS_TOLERANCE = 0.06;
const GRIP_TOLERANCE = 0.05;

/** A task that is done with the mechanics of `kind`; the instruction begins with its name. */
export function task(name: string, kind: TaskKind): TaskLevel {
  const verb = name.charAt(0).toUpperCase() + name.slice(1);
  const tolerance = kind === 'press' ? PRESS_TOLERANCE : GRIP_TOLERANCE;
  return { name, kind, instruction: `${verb} ${INSTRUCTION[kind]}`, tolerance };
}

/** Names of the five objects and eight environments every design uses. */
export const OBJECTS = ['wooden block', 'steel bolt', 'sponge', 'red mug', 'glass jar'] as const;
export const ENVIRONMENTS = [
  'bench A',
  'bench B',
  'cart',
  'conveyor',
  'pallet',
  'kitchen',
  'shelf',
  'cabinet',
] as const;

/** An object nothing is special about. */
export function plainObject(name: string): ObjectLevel {
  return { name, radius: 0.06, slide: 0.1, carryLimit: 1 };
}

/** An environment without a wall. */
export function openEnvironment(name: string): EnvironmentLevel {
  return { name, wall: null };
}

/** An environment with a wall across the table; the ways through it are at these x positions. */
export function walledEnvironment(name: string, ...gaps: number[]): EnvironmentLevel {
  return { name, wall: { y: 0.1, gaps, halfGap: 0.22 } };
}

/** Daylight shows things where they are; the dim light shifts them by `bias`. Both shimmer by `stepNoise` metres. */
export function lightings(bias: Point, stepNoise = 0.004): LightingLevel[] {
  return [
    { name: 'daylight', bias: { x: 0, y: 0 }, episodeNoise: 0.003, stepNoise },
    { name: 'dim', bias, episodeNoise: 0.003, stepNoise },
  ];
}

/** A point `radius` metres from the origin at `degrees`. */
export function polar(radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** Degrees to radians, level by level. */
export const radians = (degrees: readonly number[]) => degrees.map((d) => (d * Math.PI) / 180);
