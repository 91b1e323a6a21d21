import { isAccepted } from '@/server/core/collect/accepted';
import type { CardRef } from '@/server/core/collect/schema';
import type { StartCard } from '@/server/core/collect/start-cards';
import type { AttemptOutcome } from '@/server/core/collect/words';
import type { Waiting } from './outbox';
import type { Trouble } from './problem-of';

interface Stored {
  id: string;
  outcome: AttemptOutcome;
  failureMode: string | null;
  accepted: boolean;
  durationMs: number | null;
  undone: boolean;
}

export interface ShownAttempt extends Stored {
  /** On its way to the server, or its taking back is. */
  waiting: boolean;
  problem: Trouble | null;
  refused: boolean;
}

/** Attempts of one assignment, newest first: what the server has and what is still on its way, each once. */
export function shownAttempts(
  assignment: { id: number; acceptFailures: boolean; attempts: readonly Stored[] },
  waiting: readonly Waiting[],
): ShownAttempt[] {
  const onTheWay = new Map(waiting.map((entry) => [entry.id, entry]));
  const stored = assignment.attempts.map((attempt) => {
    const entry = onTheWay.get(attempt.id);
    return {
      ...attempt,
      undone: attempt.undone || (entry?.takenBack ?? false),
      waiting: entry !== undefined && (entry.takenBack || !entry.stored),
      problem: entry?.problem ?? null,
      refused: entry?.refused ?? false,
    };
  });
  const known = new Set(assignment.attempts.map((attempt) => attempt.id));
  const unsent = waiting.flatMap((entry) =>
    entry.attempt?.assignmentId === assignment.id && !known.has(entry.id)
      ? [
          {
            id: entry.id,
            outcome: entry.attempt.outcome,
            failureMode: entry.attempt.failureMode ?? null,
            accepted: isAccepted(entry.attempt.outcome, assignment.acceptFailures),
            durationMs: entry.attempt.durationMs ?? null,
            undone: entry.takenBack,
            waiting: true,
            problem: entry.problem,
            refused: entry.refused,
          },
        ]
      : [],
  );
  return [...unsent.reverse(), ...stored];
}

/** Accepted attempts with those on their way counted in: `logged` as the server says it, moved by what it does not know yet. */
export function loggedNow(logged: number, attempts: readonly Stored[], shown: readonly ShownAttempt[]): number {
  const before = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const counts = (attempt: { accepted: boolean; undone: boolean; refused?: boolean } | undefined) =>
    Number(attempt?.accepted === true && !attempt.undone && !attempt.refused);
  return shown.reduce((sum, attempt) => sum + counts(attempt) - counts(before.get(attempt.id)), logged);
}

/** How many recordings an assignment still asks for, with what is on its way counted in. Never below 0. */
export function leftNow(
  assignment: { id: number; wanted: number; logged: number; acceptFailures: boolean; attempts?: readonly Stored[] },
  waiting: readonly Waiting[],
): number {
  const known = assignment.attempts ?? [];
  const shown = shownAttempts({ ...assignment, attempts: known }, waiting);
  return Math.max(0, assignment.wanted - loggedNow(assignment.logged, known, shown));
}

/** The card the next attempt starts from: the first that no attempt on its way has used. Null where there are no cards. */
export function nextCard(assignment: { id: number; cards: readonly StartCard[] }, waiting: readonly Waiting[]) {
  const used = waiting.flatMap(({ attempt, takenBack }) =>
    attempt?.card && attempt.assignmentId === assignment.id && attempt.outcome !== 'discard' && !takenBack
      ? [attempt.card]
      : [],
  );
  return assignment.cards.find((card) => !used.some((ref) => isCard(card, ref))) ?? null;
}

function isCard(card: StartCard, ref: CardRef): boolean {
  return card.kind === 'panel'
    ? 'panelStartId' in ref && ref.panelStartId === card.panelStartId
    : 'templateId' in ref && ref.templateId === card.templateId && ref.position === card.position;
}
