import { rm } from 'node:fs/promises';
import { everybody } from '@/db/queries/installation';
import { environment } from '../env';
import { type FirstProgramOrder, firstProgramJournal } from '../lab/first-program-order';
import { openJournal } from '../lab/journal';
import type { Context } from '../services/context';
import { createToken } from '../services/people/create-token';
import { asServer } from '../services/people/gate';
import { DEMONSTRATION_PEOPLE, makeFirstPeople } from '../services/people/make-first-people';
import { connection, ports } from '../wiring';

/** Names told at a start of an installation that has people. */
const SHOWN = 12;

/**
 * The first fill of an installation that has no people yet: an admin and, unless ROTA_FILL=none, one person per role.
 * Prints each generated password once; a given one is known already. Later it only says who may sign in.
 */
async function main() {
  const { fill, adminPassword } = environment();
  const ctx = asServer(ports(), 'first start');
  const made = await makeFirstPeople(ctx, {
    adminPassword,
    demonstration: fill !== 'none',
  });
  if (made.length) {
    console.log(
      'Who may sign in (shown this once; `npx rota people reset NAME` on this machine makes a new password):',
    );
    for (const { name, password } of made)
      console.log(
        `  ${name.padEnd(10)} ${password === adminPassword ? '(as given in ROTA_ADMIN_PASSWORD)' : password}`,
      );
  } else {
    const names = (await everybody(ctx.db)).filter(({ disabledAt }) => disabledAt === null).map(({ name }) => name);
    const shown = names.slice(0, SHOWN).join(', ');
    console.log(
      `Who may sign in: ${shown}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''} (\`npx rota people reset NAME\` on this machine makes a new password).`,
    );
  }
  await orderLab(ctx, made.length > 0 && fill === 'first-program');
  await connection().close();
}

/** Hands the supervisor what the lab needs to fill the simulated program: on a first start, and while it is not filled to its end. */
async function orderLab(ctx: Context, first: boolean): Promise<void> {
  const file = firstProgramJournal(environment().dataFolder);
  if (first) await rm(file, { force: true });
  const journal = await openJournal(file);
  if (first) await journal.step('wanted', async () => true);
  if (!journal.has('wanted') || journal.has('done') || !process.send) return;
  const { secret: token } = await createToken(ctx, {
    name: 'simulated lab',
    scopes: ['read', 'collect', 'data', 'plan', 'admin'],
    expiresInDays: 1,
  });
  const order: Omit<FirstProgramOrder, 'url'> = { token, journal: file, people: [...DEMONSTRATION_PEOPLE] };
  await new Promise<void>((resolve) => process.send?.(order, undefined, undefined, () => resolve()));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
