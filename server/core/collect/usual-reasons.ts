/** What commonly goes wrong in an attempt, offered until a program has its own words. */
const USUAL_FAILURE_MODES = ['missed grasp', 'dropped', 'collision', 'wrong object', 'too slow', 'spilled'] as const;

/** Why an assignment is put off, and why it cannot be done at all, in the order of their keys. */
export const USUAL_REASONS = {
  skipped: [
    'object in use elsewhere',
    'set-up takes too long now',
    'robot needs a pause',
    'somebody stands in the way',
  ],
  blocked: ['object missing', 'object broken', 'robot fault', 'lighting cannot be set', 'not safe'],
} as const;

/** At most nine failure modes for the keys 1 to 9: the program's own, most used first, then usual ones. */
export function failureModeChoices(own: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...own, ...USUAL_FAILURE_MODES]
    .filter((mode) => {
      const key = mode.toLowerCase();
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, 9);
}
