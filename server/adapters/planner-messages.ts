import type { Fault } from '../core/errors';
import type { Proposal } from '../core/schedule/propose';

/** What the deciding process answers: the batch, or the refusal as a DomainError's parts. Any other error ends it. */
export type PlannerReply =
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'refused'; fault: Fault; message: string; details?: Record<string, unknown> };
