import type { Pool } from '@/server/core/schedule/pool';
import { configurationAt, type Design, FACTORS, sizeOf } from './world/design';

/** The matrix of a design as the product sees it: configuration `i` of the design is row `i`, each with `room`. */
export function poolOf(design: Design, room: number): Pool {
  const size = sizeOf(design);
  const levels = new Int32Array(size * FACTORS.length);
  for (let i = 0; i < size; i++) {
    const configuration = configurationAt(design, i);
    for (const [f, factor] of FACTORS.entries()) levels[i * FACTORS.length + f] = configuration[factor];
  }
  return {
    factors: FACTORS.map((key) => ({ key, levels: design[key].map(({ name }) => name) })),
    levels,
    room: new Int32Array(size).fill(room),
  };
}
