import { seededRandom } from '@/server/core/numeric/random';
import { demonstrate } from '@/server/lab/demonstrate';
import type { Episode } from '@/server/lab/episode';
import { configurationAt, type Design, sizeOf } from '@/server/lab/world/design';
import { LightPhysics } from '@/server/lab/world/light-physics';

/** `count` demonstrations of configurations drawn at random. */
export function randomDemonstrations(design: Design, count: number, seed: string): Episode[] {
  const random = seededRandom(seed);
  const physics = new LightPhysics();
  return Array.from({ length: count }, (_, i) => {
    const configuration = configurationAt(design, random.int(sizeOf(design)));
    return demonstrate(design, configuration, physics, random.fork(i)).episode;
  });
}
