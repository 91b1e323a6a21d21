import { type Random, seededRandom } from '@/server/core/numeric/random';
import type { Design, TaskKind } from '../design';
import { ENVIRONMENTS, lightings, OBJECTS, openEnvironment, polar, radians, task, walledEnvironment } from './levels';

const HARD_KINDS: readonly TaskKind[] = ['place', 'place', 'insert', 'pull', 'push'];
const VERBS: Record<TaskKind, readonly string[]> = {
  press: ['press', 'tap', 'scan', 'point at', 'switch on'],
  place: ['place', 'stack', 'store', 'set down', 'deliver', 'return', 'park', 'file'],
  insert: ['insert', 'hang', 'dock', 'plug in', 'slot', 'seat', 'mount', 'load'],
  pull: ['pull', 'open', 'draw', 'slide out', 'extract', 'tug', 'drag', 'unload'],
  push: ['push', 'shove', 'nudge', 'sweep', 'herd', 'align', 'square up', 'clear'],
};

/** Task levels in random order: none to five easy ones (at most 60 % of eight), the rest of random kinds; names never repeat. */
function drawTasks(random: Random) {
  const easy = random.int(6);
  const kinds = Array.from({ length: 8 }, (_, t) => (t < easy ? 'press' : HARD_KINDS[random.int(HARD_KINDS.length)]));
  const used = new Map<TaskKind, number>();
  return random.shuffle(kinds).map((kind) => {
    const nth = used.get(kind) ?? 0;
    used.set(kind, nth + 1);
    return task(VERBS[kind][nth], kind);
  });
}

/** A design nobody chose: difficulty by level and by pair drawn from `seed`. The same seed gives the same design. */
export function generated(seed: string | number): Design {
  const random = seededRandom(`lab/design/${seed}`);
  const between = (lo: number, hi: number) => lo + (hi - lo) * random.uniform();
  const tasks = drawTasks(random.fork('tasks'));
  const specialPair = between(0, 0.6);
  const walledShare = between(0, 0.5);
  const spread = between(0, 70);
  const objectGrip = OBJECTS.map(() => polar(between(0.02, 0.1), between(0, 360)));
  const bearings = ENVIRONMENTS.map(() => 270 + between(-spread, spread));
  return {
    name: `random:${seed}`,
    task: tasks,
    object: OBJECTS.map((name) => ({
      name,
      radius: between(0.045, 0.085),
      slide: between(0, 0.6),
      carryLimit: random.uniform() < 0.3 ? between(0.05, 0.09) : 1,
    })),
    environment: ENVIRONMENTS.map((name) =>
      random.uniform() < walledShare ? walledEnvironment(name, between(-0.5, 0.5)) : openEnvironment(name),
    ),
    lighting: lightings(polar(between(0, 0.07), between(0, 360)), between(0.002, 0.008)),
    grip: tasks.map(({ kind }) =>
      objectGrip.map((own) =>
        kind !== 'press' && random.uniform() < specialPair ? polar(between(0.05, 0.12), between(0, 360)) : own,
      ),
    ),
    bearing: tasks.map(() => {
      const turn = random.uniform() < 0.3 ? between(-30, 30) : 0;
      return radians(bearings.map((b) => Math.max(185, Math.min(355, b + turn))));
    }),
  };
}
