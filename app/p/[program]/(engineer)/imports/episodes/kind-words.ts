/** Kinds of episodes as they stand on screen. */
export const KIND_WORDS = {
  demonstration: 'demonstration',
  probe_rollout: 'probe rollout',
  evaluation_trial: 'evaluation trial',
} as const;
