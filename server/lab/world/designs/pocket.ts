import type { Design } from '../design';
import {
  ENVIRONMENTS,
  lightings,
  OBJECTS,
  openEnvironment,
  plainObject,
  polar,
  radians,
  task,
  walledEnvironment,
} from './levels';

const TASKS = [
  task('press', 'press'),
  task('tap', 'press'),
  task('place', 'place'),
  task('stack', 'place'),
  task('insert', 'insert'),
  task('hang', 'insert'),
  task('pull', 'pull'),
  task('open', 'pull'),
];
/** The last two objects have to be gripped elsewhere, at a place that depends on the task. */
const SPECIAL = 2;
/** Directions of pull or slot in the eight environments, degrees. */
const BEARINGS = [270, 270, 270, 270, 270, 270, 210, 330];

/** Mostly ordinary, with pockets that need their own demonstrations: two special objects, two walled environments, a light that shifts things. */
export const pocket: Design = {
  name: 'pocket',
  task: TASKS,
  object: OBJECTS.map(plainObject),
  environment: ENVIRONMENTS.map((name, i) =>
    i < 6 ? openEnvironment(name) : walledEnvironment(name, i === 6 ? -0.45 : 0.45),
  ),
  lighting: lightings({ x: 0.05, y: -0.04 }),
  grip: TASKS.map((_, t) =>
    OBJECTS.map((_, o) => (o < OBJECTS.length - SPECIAL ? polar(0.04, 90) : polar(0.11, 137 * (2 * t + o)))),
  ),
  bearing: TASKS.map(() => radians(BEARINGS)),
};
