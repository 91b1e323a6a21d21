import { matrixSize } from '@/db/queries/matrix';
import type { ProgramContext } from '../context';

/** Rows in one statement: below 100 ms each in the embedded database too, so that nobody waits for a large matrix. */
export const CHUNK = 2_000;

/** Runs `work` over the program's configuration ids, (after, upTo] at a time, and sums what it returns. */
export async function overConfigurations(
  ctx: ProgramContext,
  work: (after: number, upTo: number) => Promise<number>,
): Promise<number> {
  const { firstId, lastId } = await matrixSize(ctx.db, ctx.scope);
  let sum = 0;
  for (let after = firstId - 1; after < lastId; after += CHUNK)
    sum += await work(after, Math.min(lastId, after + CHUNK));
  return sum;
}
