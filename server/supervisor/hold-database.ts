import postgres from 'postgres';
import { StartProblem } from './settings';

/** The session lock that one start of Rota holds in its PostgreSQL; the number means nothing else. */
const LOCK = 7_018_042;
const EVERY_MS = 5000;

/**
 * Makes this start the only one on a PostgreSQL for as long as it runs: two workers would take each other's jobs away.
 * A connection that was lost is made again; `lost` is called when another start was quicker then. Returns the release.
 * Throws StartProblem when another start holds it.
 */
export async function holdDatabase(url: string, lost: () => void): Promise<() => Promise<void>> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const hold = async () => {
    // A session that holds the lock already must not count it twice.
    const [{ held }] = await sql<{ held: boolean }[]>`
      select case when exists (select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
        and classid = 0 and objid = ${LOCK} and granted) then true else pg_try_advisory_lock(${LOCK}) end as held`;
    return held;
  };
  const release = () => {
    clearInterval(timer);
    return sql.end({ timeout: 1 });
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    if (!(await hold()))
      throw new StartProblem(
        'The database of DATABASE_URL is in use by another start. Stop that one, or name another database.',
      );
  } catch (error) {
    await release();
    throw error;
  }
  timer = setInterval(
    () =>
      hold().then(
        (held) => held || lost(),
        () => {},
      ),
    EVERY_MS,
  );
  timer.unref();
  return release;
}
