/** The loop in its order. */
export const LOOP_STEPS = [
  'levels',
  'import',
  'checkpoint',
  'probe',
  'score',
  'propose',
  'publish',
  'collect',
  'evaluate',
  'close',
] as const;
export type LoopStep = (typeof LOOP_STEPS)[number];

/** What decides where a program stands. Counts of the round are demonstrations. */
export interface LoopState {
  configurations: number;
  /** Demonstrations and rollouts in the store. */
  recordings: number;
  checkpoints: number;
  /** More was collected than the current checkpoint was trained on, so much that its scores are stale or its round is done. */
  toTrain: boolean;
  /** There are rollouts that scoring would see and no scoring has seen. */
  newRollouts: boolean;
  /** The newest finished scoring may be scheduled from: it is there and not stale. */
  freshScores: boolean;
  /** There is a frozen panel to try checkpoints on. */
  panel: boolean;
  /** The current checkpoint has a complete evaluation. */
  evaluated: boolean;
  proposal: boolean;
  published: boolean;
  wanted: number;
  logged: number;
}

/**
 * The one step that moves the loop on: a published plan comes before a new one, and a plan needs what stands before it.
 * A new checkpoint is tried on the panel, if there is one, and drives probe rollouts before it is scored on what an older
 * one did; a round ends with an evaluation, for which a panel is frozen then at the latest.
 */
export function nextStep(state: LoopState): LoopStep {
  if (state.configurations === 0) return 'levels';
  if (state.published) {
    if (state.logged < state.wanted) return 'collect';
    if (state.toTrain) return 'checkpoint';
    return state.evaluated ? 'close' : 'evaluate';
  }
  if (state.proposal) return 'publish';
  if (state.checkpoints === 0) return state.recordings === 0 ? 'import' : 'checkpoint';
  if (state.toTrain) return 'checkpoint';
  if (state.freshScores) return 'propose';
  if (state.panel && !state.evaluated) return 'evaluate';
  return state.newRollouts ? 'score' : 'probe';
}
