import { sql } from 'drizzle-orm';
import { people } from '@/db/schema/people';
import { environment } from '../env';
import type { Context } from '../services/context';
import { asServer } from '../services/people/gate';
import { connection, ports } from '../wiring';

/**
 * The first fill of an installation that has no people yet: an admin and, unless ROTA_FILL=none, one person per role
 * (the simulated first program is filled in by the lab afterwards). Prints each generated password once.
 */
async function main() {
  const ctx = asServer(ports(), 'first start');
  const [{ count }] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(people);
  if (count === 0) {
    const env = environment();
    const made = [await makePerson(ctx, 'admin', true, env.adminPassword)];
    console.log(
      'Who may sign in (shown this once; `npx rota people reset NAME` on this machine makes a new password):',
    );
    for (const { name, password } of made) console.log(`  ${name.padEnd(10)} ${password}`);
  }
  await connection().close();
}

async function makePerson(ctx: Context, name: string, isAdmin: boolean, given?: string) {
  const password = given ?? ctx.secrets.random(9);
  await ctx.db.insert(people).values({ name, isAdmin, passwordHash: await ctx.passwords.hash(password) });
  return { name, password };
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
