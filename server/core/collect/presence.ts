/** A page that is open says this often that somebody is at work on it. */
export const SIGN_OF_LIFE_MS = 20_000;

/** After so long without a sign of life nobody counts as being there: two signs may be lost on the way. */
const GONE_AFTER_MS = 45_000;

/** Whether somebody whose last sign of life came at `seenAt` is there at `now`, both by the server's clock. */
export function isHere(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() < GONE_AFTER_MS;
}

/** A sign of life of a person at a place, by the server's clock: of an open page, or something taken or recorded. */
export interface Sign {
  personId: number;
  stationId: number | null;
  at: Date;
  page: boolean;
  /** When the page was closed or went to another place. */
  leftAt: Date | null;
}

/**
 * The signs that say where people are at `now`, one a person and place: where a page of theirs is open; for somebody
 * without one, where they last took or recorded something, if that was after they closed the last. `signs` newest first.
 */
export function whereabouts<S extends Sign>(signs: readonly S[], now: Date): S[] {
  const fresh = signs.filter(({ at }) => isHere(at, now));
  const open = fresh.filter(({ page, leftAt }) => page && leftAt === null);
  const present = new Set(open.map(({ personId }) => personId));
  const deeds = fresh.filter(({ page, personId, at }) => {
    const closed = signs.some((sign) => sign.personId === personId && sign.leftAt !== null && sign.leftAt >= at);
    if (page || closed || present.has(personId)) return false;
    present.add(personId);
    return true;
  });
  const place = ({ personId, stationId }: Sign) => `${personId} ${stationId}`;
  return [...new Map([...open, ...deeds].reverse().map((sign) => [place(sign), sign])).values()].reverse();
}
