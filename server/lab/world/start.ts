import type { Random } from '@/server/core/numeric/random';
import type { Configuration, Design } from './design';
import type { Point } from './physics';

/** Where an episode begins: tool, object, the mark (null for press and pull), and how the object's seen position is off all along. */
export interface Start {
  ee: Point;
  ob: Point;
  goal: Point | null;
  seenOffset: Point;
}

const between = (random: Random, lo: number, hi: number) => lo + (hi - lo) * random.uniform();

/** Draws a start for `configuration`: the tool behind the wall line, the object in front of it. */
export function drawStart(design: Design, configuration: Configuration, random: Random): Start {
  const { kind } = design.task[configuration.task];
  const lighting = design.lighting[configuration.lighting];
  const ee = { x: between(random, -0.4, 0.4), y: between(random, 0.5, 0.8) };
  const ob = { x: between(random, -0.4, 0.4), y: between(random, -0.5, -0.2) };
  const mark = { x: between(random, -0.4, 0.4), y: between(random, 0.5, 0.75) };
  const angle = between(random, Math.PI, 2 * Math.PI);
  const pushed = { x: ob.x + 0.3 * Math.cos(angle), y: ob.y + 0.3 * Math.sin(angle) };
  return {
    ee,
    ob,
    goal: kind === 'push' ? pushed : kind === 'place' || kind === 'insert' ? mark : null,
    seenOffset: {
      x: lighting.bias.x + lighting.episodeNoise * random.normal(),
      y: lighting.bias.y + lighting.episodeNoise * random.normal(),
    },
  };
}
