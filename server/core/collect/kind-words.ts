import type { EpisodeKind } from './words';

/** Kinds of episodes, and of the assignments that ask for them, in a word. */
export const KIND_WORDS = {
  demonstration: 'demonstration',
  probe_rollout: 'probe rollout',
  evaluation_trial: 'evaluation trial',
} as const satisfies Record<EpisodeKind, string>;
