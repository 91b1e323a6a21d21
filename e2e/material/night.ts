import { connect } from '../../db/client';
import { embeddedLocation } from '../../db/embedded/location';

/** Moves all that happened in a program, and what was planned for it, a day into the past: a night passes without waiting. */
export async function aNightPasses(slug: string): Promise<void> {
  const { sql, close } = connect({ socket: embeddedLocation(process.env.ROTA_E2E_DATA ?? '').socket }, 1);
  const day = sql`interval '1 day'`;
  const program = sql`program_id = (select id from programs where slug = ${slug})`;
  try {
    await sql`update day_lines set day = day - 1, ends_at = ends_at - ${day} where ${program} and closed_at is null
      and day = (select min(day) from day_lines where ${program} and closed_at is null)`;
    await sql`update claims set claimed_at = claimed_at - ${day}, leased_until = leased_until - ${day} where ${program}`;
    await sql`update attempts set received_at = received_at - ${day} where ${program}`;
    await sql`update assignments set changed_at = changed_at - ${day} where ${program}`;
  } finally {
    await close();
  }
}
