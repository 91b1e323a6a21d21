import type { Design } from '../design';
import { ENVIRONMENTS, OBJECTS, polar, task } from './levels';
import { pocket } from './pocket';

const EASY = ['press', 'tap', 'scan', 'point at', 'switch on'].map((name) => task(name, 'press'));
const HARD = [task('place', 'place'), task('insert', 'insert'), task('pull', 'pull')];
const TASKS = [...EASY, ...HARD];

/** `pocket` with five of eight tasks easy: a few dozen demonstrations solve most of the matrix, and the rest is where it pays to look. */
export const skew: Design = {
  ...pocket,
  name: 'skew',
  task: TASKS,
  grip: TASKS.map((level, t) =>
    OBJECTS.map((_, o) => (level.kind === 'press' || o < 3 ? polar(0.04, 90) : polar(0.11, 137 * (2 * t + o)))),
  ),
  bearing: TASKS.map(() => ENVIRONMENTS.map((_, e) => pocket.bearing[0][e])),
};
