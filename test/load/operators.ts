import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Work } from './program';

/** One request: how long its answer took, and whether it was refused or never came. */
export interface Took {
  ms: number;
  failed: boolean;
}

interface Held {
  assignmentId: number;
  count: number;
}

/** All operators at once, each claiming and logging at its share of `rate` until the time is over. */
export async function collectTogether({
  url,
  work,
  seconds,
  rate,
}: {
  url: string;
  work: Work;
  seconds: number;
  rate: number;
}): Promise<{ claims: Took[]; attempts: Took[] }> {
  const took = { claims: [] as Took[], attempts: [] as Took[] };
  const begin = performance.now();
  const periodMs = (1000 * work.operators.length) / rate;
  async function post<T>(at: string, body: object, list: Took[]): Promise<T | null> {
    const from = performance.now();
    const answer = await fetch(`${url}/api/v1/programs/${work.slug}${at}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${work.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null);
    const result = answer?.ok ? ((await answer.json()) as T) : null;
    list.push({ ms: performance.now() - from, failed: result === null });
    return result;
  }
  const operate = async ({ name, personId, stationId }: Work['operators'][number], index: number) => {
    let held: Held | null = null;
    for (let turn = 0; ; turn++) {
      const due = begin + periodMs * (turn + index / work.operators.length);
      if (due >= begin + seconds * 1000) return;
      await pause(Math.max(0, due - performance.now()));
      if (held === null) {
        const next: { held: Held | null } | null = await post(
          `/stations/${stationId}/next`,
          { operator: name },
          took.claims,
        );
        held = next?.held ?? null;
        if (held === null) return;
      }
      const attempt = {
        id: uuidv7(),
        assignmentId: held.assignmentId,
        outcome: 'success',
        operatorId: personId,
        stationId,
      };
      const logged = await post<{ done: boolean }>(
        '/attempts',
        { ...attempt, sequence: turn, durationMs: 12_000 },
        took.attempts,
      );
      if (logged?.done) held = null;
    }
  };
  await Promise.all(work.operators.map(operate));
  return took;
}
