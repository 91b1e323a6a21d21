import type { AssignmentRow } from '@/db/queries/collect';
import type { FactorRow } from '@/db/queries/matrix';
import { instructionOf } from '@/server/core/collect/instruction';

/** An assignment in words: its levels by factor, the instruction for the recorder and the stored reason. */
export function assignmentInWords(row: AssignmentRow, factors: readonly FactorRow[]) {
  const levels = factors.map((factor, f) => {
    const level = factor.levels.find((candidate) => candidate.id === row.levelIds[f]);
    return {
      factor: factor.key,
      factorName: factor.name,
      name: level?.name ?? 'unknown',
      instruction: level?.instruction || level?.name || 'unknown',
      setupNote: level?.setupNote ?? '',
      picture: level?.picture ?? null,
    };
  });
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    stateReason: row.stateReason,
    position: row.position,
    wanted: row.wanted,
    logged: row.logged,
    confirmed: row.confirmed,
    acceptFailures: row.acceptFailures,
    configurationId: row.configurationId,
    levels,
    instruction: instructionOf(levels),
    claimedBy: row.claimedByName,
    pick: { kind: row.pickKind, score: row.score, spread: row.spread, reason: row.reason },
  };
}
