/** A device says this often that somebody is at work on it. */
export const SIGN_OF_LIFE_MS = 20_000;

/** After so long without a sign of life nobody counts as being there. */
const GONE_AFTER_MS = 60_000;

/** Whether somebody whose last sign of life came at `seenAt` is there at `now`, both by the server's clock. */
export function isHere(seenAt: Date | null, now: Date): boolean {
  return seenAt !== null && now.getTime() - seenAt.getTime() < GONE_AFTER_MS;
}
