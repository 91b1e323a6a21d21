import type { RouterOutput } from '@/app/_trpc/client';
import type { FactorRule, ImportMapping, ImportSource, OutcomeSource } from '@/server/core/recording/schema';

export type Inspection = RouterOutput['imports']['inspect'];
export type Preview = RouterOutput['imports']['preview'];

/** The rule of one factor as it stands; `guess` says what an unconfirmed one rests on. */
export interface DraftRule {
  rule: FactorRule | null;
  guess: string | null;
}

/** What the person has decided so far. */
export interface Draft {
  kind: 'demonstration' | 'probe_rollout' | null;
  checkpointId: number | null;
  robotId: number | null;
  operatorId: number | null;
  stationId: number | null;
  outcome: OutcomeSource;
  rules: Record<string, DraftRule>;
  createLevels: boolean;
}

/** A draft over a dry run: guessed rules wait for their confirmation, the kind is for the person to say. */
export function draftOf(inspection: Inspection): Draft {
  return {
    kind: null,
    checkpointId: null,
    robotId: null,
    operatorId: null,
    stationId: null,
    outcome: { from: 'recording' },
    rules: Object.fromEntries(
      inspection.factors.map(({ key }) => {
        const guess = inspection.guesses[key];
        return [key, { rule: guess?.rule ?? null, guess: guess?.why ?? null }];
      }),
    ),
    createLevels: false,
  };
}

/** The mapping a draft stands for; factors without a rule are left open. */
export function mappingOf(draft: Draft): ImportMapping {
  const { kind, checkpointId, robotId, operatorId, stationId, outcome, rules } = draft;
  const factors = Object.fromEntries(Object.entries(rules).flatMap(([key, { rule }]) => (rule ? [[key, rule]] : [])));
  const driven = kind === 'probe_rollout';
  return {
    kind: kind ?? 'demonstration',
    checkpointId: driven ? checkpointId : null,
    operatorId: driven ? null : operatorId,
    robotId,
    stationId,
    outcome,
    factors,
  };
}

/** Why the mapping cannot be previewed yet, or null. */
export function blockedBy(draft: Draft): string | null {
  if (draft.kind === null) return 'Say who drove: a person or a policy.';
  const guesses = Object.values(draft.rules).filter(({ guess }) => guess !== null).length;
  return guesses > 0
    ? `${guesses} ${guesses === 1 ? 'guess waits' : 'guesses wait'} to be confirmed or changed.`
    : null;
}

export type { ImportSource };
