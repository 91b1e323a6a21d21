import type { ChildProcess } from 'node:child_process';
import postgres from 'postgres';

const EVERY_MS = 10_000;
/** Longer than the longest wait behind another client's transaction, which the server ends after 15 s. */
const SILENCE_MS = 60_000;

/** Kills the database's process when it leaves a `select 1` unanswered: it cannot be cancelled from within. Returns the stop. */
export function watchPulse(socket: string, current: () => ChildProcess | undefined): () => Promise<void> {
  const sql = postgres({
    path: socket,
    username: 'postgres',
    database: 'postgres',
    max: 1,
    idle_timeout: 5,
    onnotice: () => {},
  });
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    const asked = current();
    const silence = setTimeout(() => {
      console.error(`The embedded database did not answer for ${SILENCE_MS / 1000} s.`);
      asked?.kill('SIGKILL');
    }, SILENCE_MS);
    await sql`select 1`.catch(() => {});
    clearTimeout(silence);
    asking = false;
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return sql.end({ timeout: 0 });
  };
}
