import { sql } from 'drizzle-orm';
import { ports } from '../wiring';

/** Longer than a wait behind the longest write, so that a database that does not answer is told of. */
const DATABASE_MS = 5000;

/** 200 when everything is there that a person needs: pages, a migrated database that answers, people, the worker; else 503 with what is missing. */
export async function health(): Promise<Response> {
  const started = performance.now();
  const missing = [...((await databaseAnswers()) ? [] : ['database']), ...ports().host.missing()];
  if (missing.length > 0) return Response.json({ ready: false, missing: missing.join(', ') }, { status: 503 });
  return Response.json({ ready: true, databaseMs: Math.round(performance.now() - started) });
}

async function databaseAnswers(): Promise<boolean> {
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    deadline = setTimeout(() => resolve(false), DATABASE_MS);
  });
  const asked = ports()
    .db.execute(sql`select 1 from programs limit 1`)
    .then(
      () => true,
      () => false,
    );
  const answered = await Promise.race([asked, late]);
  clearTimeout(deadline);
  return answered;
}
