import { deleteDB } from 'idb';
import { dropSession } from './session';

/** Databases and caches of this browser that hold what a person saw. The outbox is none of them: unsent work waits for its owner. */
export const SEEN_DATABASE = 'rota-seen';
const PICTURE_CACHE = 'rota-pictures';

/** Forgets what the person who leaves has seen on this device. Attempts on their way stay, each for its owner alone. */
export async function forgetDevice(): Promise<void> {
  dropSession();
  // A browser that keeps nothing has nothing to forget.
  await Promise.allSettled([deleteDB(SEEN_DATABASE), globalThis.caches?.delete(PICTURE_CACHE)]);
}
