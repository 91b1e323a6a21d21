/** Most confirmed demonstrations since the scoring before its scores are stale, whatever the training set. */
const MOST = 200;

export interface StalenessEvidence {
  scoredCheckpointId: number;
  currentCheckpointId: number | null;
  /** Demonstrations confirmed since the scoring started. */
  confirmedSince: number;
  trainingSetSize: number;
}

/** Why scores are stale (rule 9), in words; null when they are fresh. */
export function staleReason(e: StalenessEvidence): string | null {
  if (e.currentCheckpointId !== null && e.currentCheckpointId !== e.scoredCheckpointId) {
    return 'The scores are of an older checkpoint than the current one.';
  }
  const limit = Math.min(MOST, Math.floor(0.2 * e.trainingSetSize));
  if (e.confirmedSince > limit) {
    return `${e.confirmedSince} demonstrations were confirmed since the scoring; above ${limit} the scores are stale.`;
  }
  return null;
}
