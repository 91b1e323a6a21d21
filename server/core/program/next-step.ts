/** The loop in its order. */
export const LOOP_STEPS = [
  'levels',
  'import',
  'checkpoint',
  'score',
  'propose',
  'publish',
  'collect',
  'evaluate',
] as const;
export type LoopStep = (typeof LOOP_STEPS)[number];

/** What decides where a program stands. Counts of the round are demonstrations. */
export interface LoopState {
  configurations: number;
  /** Demonstrations and rollouts in the store. */
  recordings: number;
  checkpoints: number;
  /** The newest finished scoring may be scheduled from: it is there and not stale. */
  freshScores: boolean;
  proposal: boolean;
  published: boolean;
  wanted: number;
  logged: number;
}

/** The one step that moves the loop on: a published plan comes before a new one, and a plan needs what stands before it. */
export function nextStep(state: LoopState): LoopStep {
  if (state.configurations === 0) return 'levels';
  if (state.published) return state.logged < state.wanted ? 'collect' : 'evaluate';
  if (state.proposal) return 'publish';
  if (state.recordings === 0) return 'import';
  if (state.checkpoints === 0) return 'checkpoint';
  return state.freshScores ? 'propose' : 'score';
}
