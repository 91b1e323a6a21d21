import path from 'node:path';

/** What the supervisor or the worker hands over: where the product is, a token for it, where the journal is kept, and who takes part. */
export interface FirstProgramOrder {
  url: string;
  token: string;
  journal: string;
  people: { name: string; roles: string[] }[];
  /** Works off the open round of the filled program and leaves the next one open, rather than filling it. */
  nextRound?: boolean;
}

/** What the process tells of a step of its journal, or of its end in the middle. */
export type FirstProgramNews = { step: string; ended: boolean } | { error: string };

export const FIRST_PROGRAM = 'simulated-skew';

/** Where the lab keeps what it did for the first program. */
export const firstProgramJournal = (dataFolder: string) =>
  path.join(/* turbopackIgnore: true */ dataFolder, 'lab', 'first-program.json');
