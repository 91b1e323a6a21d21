import type { Feasibility } from './certificate';
import { feasibility, MAX_BATCH } from './feasibility';
import { share } from './pool';

/** What a cap does to one factor of a full grid, before anything restricts its levels. */
export interface CapOnFactor {
  feasibility: Feasibility;
  /** Most demonstrations a level may get in the batch. */
  perLevel: number;
  /** The cap forces the same number for every level, so it leaves nothing to prioritise there. */
  forcedEqual: boolean;
}

/** Whether `percent` of a batch of `batch` demonstrations can hold for a factor with `levels` usable levels. One level is never capped. */
export function capOnFactor(levels: number, batch: number, percent: number, blockSize: number): CapOnFactor {
  const names = Array.from({ length: levels }, (_, index) => String(index));
  const pool = {
    factors: [{ key: 'factor', levels: names }],
    levels: Int32Array.from(names, Number),
    room: new Int32Array(levels).fill(MAX_BATCH),
  };
  const caps = { perFactor: { factor: percent }, perConfiguration: null };
  const perLevel = share(batch, percent);
  return {
    feasibility: feasibility(pool, batch, caps, { blockSize }),
    perLevel,
    forcedEqual: levels > 1 && perLevel * levels === batch,
  };
}
