import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { seededRandom } from '@/server/core/numeric/random';
import type { Pool } from '@/server/core/schedule/pool';
import type { ProposeInput } from '@/server/core/schedule/propose';
import { type ProposalDraft, ProposalRequest } from '@/server/core/schedule/schema';

const KEYS = ['task', 'environment', 'object', 'lighting', 'f4', 'f5', 'f6', 'f7'];

/** A pool over given codes (rows of level indices); every configuration has `room`. */
export function poolOf(codes: readonly (readonly number[])[], room = 1000): Pool {
  const width = codes[0].length;
  return {
    factors: Array.from({ length: width }, (_, f) => ({
      key: KEYS[f],
      levels: Array.from({ length: Math.max(...codes.map((row) => row[f])) + 1 }, (__, l) => `${KEYS[f]}-${l}`),
    })),
    levels: Int32Array.from(codes.flat()),
    room: new Int32Array(codes.length).fill(room),
  };
}

/** Every combination of levels. */
export function grid(sizes: readonly number[], room = 1000): Pool {
  const rows = sizes.reduce<number[][]>(
    (all, size) => all.flatMap((row) => [...Array(size).keys()].map((l) => [...row, l])),
    [[]],
  );
  return poolOf(rows, room);
}

/** A scored input over `pool` with random scores from `seed`. */
export function scoredInput(pool: Pool, draft: ProposalDraft, seed: string | number = 1): ProposeInput {
  const random = seededRandom(`scores/${seed}`);
  const size = pool.room.length;
  return {
    request: ProposalRequest.parse(draft),
    pool,
    ids: Int32Array.from({ length: size }, (_, i) => 1000 + i),
    scores: { mean: Float64Array.from({ length: size }, () => random.uniform()), sd: new Float64Array(size).fill(0.1) },
    measured: new Uint8Array(size).fill(1),
    similarity: anovaSimilarity(pool),
    confirmed: [],
    trainingSetSize: 1000,
    bootstrapBelow: 50,
  };
}
