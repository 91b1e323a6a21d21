import { undoneOfLastRound } from '@/db/queries/schedules';
import type { ProgramContext } from '../context';
import type { Candidates } from './candidates';

/** What the last closed round left undone and may still be scheduled, as pins; and how much of it may not. */
export async function undonePins(ctx: ProgramContext, { ids, pool }: Candidates) {
  const rows = await undoneOfLastRound(ctx.db, ctx.scope);
  const wanted = new Map(rows.map((row) => [row.configurationId, row.demonstrations]));
  const pins: { index: number; demonstrations: number }[] = [];
  let left = rows.reduce((sum, row) => sum + row.demonstrations, 0);
  for (let index = 0; index < ids.length; index++) {
    const demonstrations = wanted.get(ids[index]);
    if (demonstrations === undefined || pool.room[index] === 0) continue;
    pins.push({ index, demonstrations });
    left -= demonstrations;
  }
  return { pins, demonstrations: pins.reduce((sum, pin) => sum + pin.demonstrations, 0), notSchedulable: left };
}
