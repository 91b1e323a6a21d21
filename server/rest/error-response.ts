import { DomainError, type Fault } from '../core/errors';
import { log } from '../log';
import { SignedOut } from '../services/people/gate';

const STATUS = {
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  infeasible: 422,
  invalid: 400,
  stale: 412,
} as const satisfies Record<Fault, number>;

/** The HTTP answer to an error of a plain route: the domain's sentence, or an opaque one for anything unknown. */
export function errorResponse(error: unknown): Response {
  if (error instanceof DomainError) {
    const status = error instanceof SignedOut ? 401 : STATUS[error.fault];
    return Response.json({ message: error.message, fault: error.fault, details: error.details ?? null }, { status });
  }
  log().error({ err: error }, 'request failed');
  return Response.json({ message: 'Something failed on the server; it is in the log.', fault: null }, { status: 500 });
}
