import type { Design } from '../design';
import { ENVIRONMENTS, lightings, OBJECTS, openEnvironment, polar, radians, task, walledEnvironment } from './levels';

const TASKS = [
  task('press', 'press'),
  task('place', 'place'),
  task('stack', 'place'),
  task('insert', 'insert'),
  task('hang', 'insert'),
  task('pull', 'pull'),
  task('open', 'pull'),
  task('push', 'push'),
];
/** How far from the centre each object is gripped, metres; how fast it may be carried, metres a step. */
const GRIP_OFFSET = [0.02, 0.04, 0.06, 0.09, 0.12];
const CARRY_LIMIT = [1, 1, 0.1, 0.08, 0.06];
const BEARINGS = [270, 260, 285, 240, 300, 225, 315, 200];
const WALLS: Partial<Record<number, number>> = { 5: 0, 6: -0.3, 7: 0.45 };

/** Graded differences in every factor: no configuration is quite like another, and pushing is very hard. */
export const het: Design = {
  name: 'het',
  task: TASKS,
  object: OBJECTS.map((name, o) => ({
    name,
    radius: 0.05 + 0.008 * o,
    slide: 0.1 + 0.15 * o,
    carryLimit: CARRY_LIMIT[o],
  })),
  environment: ENVIRONMENTS.map((name, e) => {
    const gap = WALLS[e];
    return gap === undefined ? openEnvironment(name) : walledEnvironment(name, gap);
  }),
  lighting: lightings({ x: 0.035, y: -0.03 }, 0.005),
  grip: TASKS.map((_, t) => OBJECTS.map((_, o) => polar(GRIP_OFFSET[o], 90 + 25 * t * o))),
  bearing: TASKS.map((_, t) => radians(BEARINGS.map((b) => Math.max(190, Math.min(350, b + 6 * (t - 4)))))),
};
