import { personByName } from '@/db/queries/people';
import type { Ports } from '../context';

/** Wrong tries allowed within `WINDOW_MS` before a name has to wait. */
const TRIES = 10;
const WINDOW_MS = 5 * 60_000;
const failures = new Map<string, { count: number; since: number }>();

/** The person with that name and password; null otherwise, and for a name that was tried too often in the last minutes. */
export async function verifyPassword(ports: Pick<Ports, 'db' | 'passwords' | 'clock'>, name: string, password: string) {
  const key = name.trim().toLowerCase();
  const now = ports.clock.now().getTime();
  const failed = failures.get(key);
  if (failed && now - failed.since < WINDOW_MS && failed.count >= TRIES) return null;
  const person = await personByName(ports.db, key);
  // An unknown name costs the same time as a known one.
  const good = await ports.passwords.verify(person?.passwordHash ?? UNKNOWN, password);
  if (person && good) {
    failures.delete(key);
    return person;
  }
  const fresh = !failed || now - failed.since >= WINDOW_MS;
  if (failures.size > 10_000) failures.clear();
  failures.set(key, fresh ? { count: 1, since: now } : { count: failed.count + 1, since: failed.since });
  return null;
}

const UNKNOWN = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
