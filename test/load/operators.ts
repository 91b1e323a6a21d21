import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Work } from './program';

/** One request: how long its answer took, and whether it was refused or never came. */
export interface Took {
  /** When it was asked, in s after the begin. */
  at: number;
  ms: number;
  failed: boolean;
}

/** What the operators waited for, and how many messages of the live streams reached them. */
export interface Collected {
  claims: Took[];
  attempts: Took[];
  today: Took[];
  messages: number;
}

/**
 * All operators at once, as their tablets ask: each says by a live stream that it is there and is told what happens, claims,
 * logs at its share of `rate` and reads Today after what it did, until the time is over.
 */
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
}): Promise<Collected> {
  const took: Collected = { claims: [], attempts: [], today: [], messages: 0 };
  const end = new AbortController();
  const periodMs = (1000 * work.operators.length) / rate;
  let begin = performance.now();
  const tablets = work.operators.map((operator) =>
    tabletOf(url, work.slug, operator.cookie, () => performance.now() - begin),
  );
  const streams = tablets.map(({ follow }, index) => {
    const place = { stationId: work.operators[index].stationId, device: 'tablet' };
    return follow('collect.stay', place, end.signal, () => took.messages++);
  });
  await Promise.all(streams.map(({ open }) => open));
  begin = performance.now();
  const operate = async ({ stationId }: Work['operators'][number], index: number) => {
    const { ask } = tablets[index];
    let held: number | null = null;
    for (let turn = 0; ; turn++) {
      const due = begin + periodMs * (turn + index / work.operators.length);
      if (due >= begin + seconds * 1000) return;
      await pause(Math.max(0, due - performance.now()));
      if (held === null) {
        const claim = await ask<{ assignmentId: number }>('collect.claim', took.claims, { stationId });
        if (claim === null) continue;
        held = claim.assignmentId;
      }
      const logged: { done: boolean } | null = await ask('collect.attempt', took.attempts, {
        id: uuidv7(),
        assignmentId: held,
        outcome: 'success',
        stationId,
        sequence: turn,
        durationMs: 12_000,
      });
      if (logged?.done) held = null;
      await ask('collect.today', took.today, { stationId }, 'GET');
    }
  };
  await Promise.all(work.operators.map(operate));
  end.abort();
  await Promise.all(streams.map(({ closed }) => closed));
  return took;
}

/** One tablet: asks procedures as a browser does, with its operator's session. */
function tabletOf(url: string, program: string, cookie: string, sinceBegin: () => number) {
  async function ask<T>(procedure: string, list: Took[], input: object, method = 'POST'): Promise<T | null> {
    const json = JSON.stringify({ json: { program, ...input } });
    const at = sinceBegin() / 1000;
    const from = performance.now();
    const answer = await fetch(
      `${url}/api/trpc/${procedure}${method === 'GET' ? `?input=${encodeURIComponent(json)}` : ''}`,
      method === 'GET'
        ? { headers: { cookie } }
        : { method, headers: { cookie, 'content-type': 'application/json' }, body: json },
    ).catch(() => null);
    const text = await answer?.text().catch(() => null);
    const failed = !answer?.ok || !text;
    list.push({ at, ms: performance.now() - from, failed });
    return failed ? null : (JSON.parse(text).result.data.json as T);
  }
  /** Reads a stream until `signal` aborts; `open` resolves with its first bytes. */
  function follow(procedure: string, about: object, signal: AbortSignal, onMessage: () => void) {
    let opened = () => {};
    const open = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const input = encodeURIComponent(JSON.stringify({ json: { program, ...about } }));
    const read = async () => {
      const answer = await fetch(`${url}/api/trpc/${procedure}?input=${input}`, {
        headers: { cookie, accept: 'text/event-stream' },
        signal,
      });
      for await (const chunk of answer.body ?? []) {
        opened();
        for (const line of Buffer.from(chunk).toString().split('\n')) if (line.startsWith('id:')) onMessage();
      }
    };
    // A stream that is cut off ends with an error, as it should.
    return { open, closed: read().catch(opened) };
  }
  return { ask, follow };
}
