import { environment } from '../env';
import { asServer } from '../services/people/gate';
import { makeFirstPeople } from '../services/people/make-first-people';
import { connection, ports } from '../wiring';

/**
 * The first fill of an installation that has no people yet: an admin and, unless ROTA_FILL=none, one person per role.
 * Prints each generated password once; a given one is known already.
 */
async function main() {
  const { fill, adminPassword } = environment();
  const made = await makeFirstPeople(asServer(ports(), 'first start'), {
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
  }
  await connection().close();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
