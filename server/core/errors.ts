/** Why the domain refused: the only faults there are. Each transport maps every one of them to its own code. */
export type Fault = 'not_found' | 'conflict' | 'forbidden' | 'infeasible' | 'invalid' | 'stale';

/**
 * A refusal the person can act on: `message` says what happened, what was kept and what to do next.
 * `details` carries machine-readable evidence (a certificate, a list of what was left out).
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly fault: Fault,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}
