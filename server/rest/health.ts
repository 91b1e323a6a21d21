import { sql } from 'drizzle-orm';
import { ports } from '../wiring';

/** 200 when this process answers and its database is migrated and reachable; 503 with what is missing. */
export async function health(): Promise<Response> {
  const started = performance.now();
  try {
    await ports().db.execute(sql`select 1 from programs limit 1`);
    return Response.json({ ready: true, databaseMs: Math.round(performance.now() - started) });
  } catch {
    return Response.json({ ready: false, missing: 'database' }, { status: 503 });
  }
}
