import { seededRandom } from '@/server/core/numeric/random';
import { demonstrate } from './demonstrate';
import type { Episode } from './episode';
import type { Trial } from './rollout';
import { configurationAt, type Design, sizeOf } from './world/design';
import { LightPhysics } from './world/light-physics';
import type { Physics } from './world/physics';

/** One seed's draws in a design. Whoever asks for the same gets the same, in whatever order: arms of one seed are paired by it. */
export interface Bench {
  readonly design: Design;
  readonly seed: string | number;
  /** Backend of the world. */
  makePhysics(): Physics;
  /** The next demonstration of configuration `index`; `rejected` failed tries came before it. */
  demonstrate(index: number, repeat: number): { episode: Episode; rejected: number };
  /** One trial of each configuration of `indices`; starts are the label's own, `panel/…` is never used elsewhere. */
  trials(label: string, indices: readonly number[]): Trial[];
  /** `count` distinct configurations of the matrix, drawn for `label`, ascending. */
  sample(label: string, count: number): number[];
}

/** Opens the bench of `seed` in `design`; the light planar world unless told otherwise. */
export function openBench(
  design: Design,
  seed: string | number,
  makePhysics: () => Physics = () => new LightPhysics(),
): Bench {
  const random = seededRandom(`lab/${design.name}/${seed}`);
  const physics = makePhysics();
  return {
    design,
    seed,
    makePhysics,
    demonstrate: (index, repeat) =>
      demonstrate(design, configurationAt(design, index), physics, random.fork(`demonstration/${index}/${repeat}`)),
    trials: (label, indices) =>
      indices.map((i) => ({ configuration: configurationAt(design, i), random: random.fork(`${label}/${i}`) })),
    sample: (label, count) =>
      random
        .fork(`sample/${label}`)
        .shuffle(Array.from({ length: sizeOf(design) }, (_, i) => i))
        .slice(0, count)
        .sort((a, b) => a - b),
  };
}
