/** How an episode ended. `unknown` is an answer of its own: an outcome is never guessed. */
export const OUTCOMES = ['success', 'failure', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];
