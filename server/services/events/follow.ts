import { eventsAfter, lastEventId, type Topic } from '@/db/queries/record';
import type { ProgramContext } from '../context';

const PAUSE_MS = 400;
const PAGE = 200;

export interface LiveEvent {
  id: number;
  topic: Topic;
  subjectId: string | null;
}

/**
 * Events of the program as they are written, from after `lastId` on (from now on when undefined), in order and
 * without gaps. Ends when `signal` aborts. The table is the truth; there is nothing to miss between two polls.
 */
export async function* followEvents(
  ctx: ProgramContext,
  lastId: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  let after = lastId ?? (await lastEventId(ctx.db, ctx.scope));
  while (!signal.aborted) {
    const rows = await eventsAfter(ctx.db, ctx.scope, after, PAGE);
    for (const row of rows) {
      after = Number(row.id);
      yield { id: after, topic: row.topic, subjectId: row.subject_id };
    }
    if (rows.length < PAGE) await pause(PAUSE_MS, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
