import type { AssignmentRow } from '@/db/queries/assignments';
import type { FactorRow } from '@/db/queries/matrix';
import { instructionOf } from '@/server/core/collect/instruction';
import { operatorReason } from '@/server/core/schedule/explain';

/** An assignment in words: its levels by factor, the instruction for the recorder and the stored reason. */
export function assignmentInWords(row: AssignmentRow, factors: readonly FactorRow[]) {
  const levels = levelsInWords(row.levelIds, factors);
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
    policy: row.checkpointName,
    panel: row.panelName,
    evaluationId: row.evaluationId,
    probePlanId: row.probePlanId,
    why: whyAsked(row),
    claimedBy: row.claimedByName,
    claimedAtStation: row.claimedAtStation,
    leasedUntil: row.leasedUntil,
    station: row.stationName,
    stationId: row.stationId,
    person: row.personName,
    personId: row.personId,
    shift:
      row.shiftId !== null && row.shiftDay
        ? { shiftId: row.shiftId, name: row.shiftName ?? '', day: row.shiftDay }
        : null,
    splitId: row.splitId,
    distinctOperators: row.distinctOperators,
    changedAt: row.changedAt,
    pick: { kind: row.pickKind, score: row.score, spread: row.spread, reason: row.reason },
  };
}

function whyAsked({ reason, kind, pickKind, checkpointName, panelName }: AssignmentRow): string {
  if (reason) return operatorReason(reason);
  if (kind === 'evaluation_trial') return `It is on the panel "${panelName}", on which ${checkpointName} is evaluated.`;
  if (kind === 'probe_rollout' && pickKind !== null)
    return `${pickKind === 'random' ? 'Drawn at random' : 'Drawn so that every level is driven'}, to see where ${checkpointName} is unsure.`;
  return 'Your lead asked for this one.';
}

/** The levels of a configuration with what a person needs to set them up, in factor order. */
export function levelsInWords(levelIds: readonly number[], factors: readonly FactorRow[]) {
  return factors.map((factor, f) => {
    const level = factor.levels.find((candidate) => candidate.id === levelIds[f]);
    return {
      factor: factor.key,
      factorName: factor.name,
      name: level?.name ?? 'unknown',
      instruction: level?.instruction || level?.name || 'unknown',
      setupNote: level?.setupNote ?? '',
      picture: level?.picture ?? null,
    };
  });
}
