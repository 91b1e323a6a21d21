import type { AttemptOutcome } from './words';

/** Whether an attempt counts: a success, or a failure where the assignment asks for failures. A discard never does. */
export function isAccepted(outcome: AttemptOutcome, acceptFailures: boolean): boolean {
  return outcome === 'success' || (outcome === 'failure' && acceptFailures);
}
