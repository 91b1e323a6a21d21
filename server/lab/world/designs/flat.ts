import type { Design } from '../design';
import { ENVIRONMENTS, lightings, OBJECTS, openEnvironment, plainObject, polar, radians, task } from './levels';

const TASKS = ['place', 'set down', 'store', 'return', 'deliver', 'park', 'file', 'lay'];

/** Negative control: every configuration has the same mechanics, so there is nothing to choose between. */
export const flat: Design = {
  name: 'flat',
  task: TASKS.map((name) => task(name, 'place')),
  object: OBJECTS.map(plainObject),
  environment: ENVIRONMENTS.map(openEnvironment),
  lighting: lightings({ x: 0, y: 0 }),
  grip: TASKS.map(() => OBJECTS.map(() => polar(0.04, 90))),
  bearing: TASKS.map(() => radians(ENVIRONMENTS.map(() => 270))),
};
