import type { ChildProcess } from 'node:child_process';

/** What must be there before anybody can work, besides the database, which the web server asks itself. */
export type Part = 'people' | 'worker';

/** Keeps the web server told which parts are missing, so that its health tells the truth at every moment. */
export interface Readiness {
  has(part: Part): void;
  lacks(part: Part): void;
  /** Tells this web server now and at every change, and no other any more. */
  tell(web: ChildProcess): void;
}

/** Starts with all of `parts` missing. */
export function readiness(parts: readonly Part[]): Readiness {
  const missing = new Set(parts);
  let web: ChildProcess | undefined;
  const say = () => {
    if (web?.connected) web.send({ missing: [...missing] });
  };
  return {
    has(part) {
      missing.delete(part);
      say();
    },
    lacks(part) {
      missing.add(part);
      say();
    },
    tell(started) {
      web = started;
      say();
    },
  };
}
