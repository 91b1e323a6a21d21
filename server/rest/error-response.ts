import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { ZodError } from 'zod';
import { DomainError, type Fault } from '../core/errors';
import { log } from '../log';
import { SignedOut } from '../services/people/gate';
import { sentenceOf } from '../trpc';

/** The HTTP status of every fault of the domain. */
export const STATUS = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  infeasible: 422,
} as const satisfies Record<Fault, number>;

/** The body of every refusal: a sentence to act on, the fault for programs, and evidence where there is some. */
export interface ErrorBody {
  message: string;
  fault: Fault | null;
  details: Record<string, unknown> | null;
}

/** The HTTP answer to an error: the domain's sentence, what is wrong with an input, or an opaque one for anything unknown. */
export function errorResponse(error: unknown): Response {
  if (error instanceof SignedOut)
    return answer(401, error.message, 'forbidden', null, { 'www-authenticate': 'Bearer' });
  if (error instanceof DomainError)
    return answer(STATUS[error.fault], error.message, error.fault, error.details ?? null);
  if (error instanceof TRPCError && error.cause instanceof DomainError) return errorResponse(error.cause);
  if (error instanceof TRPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ZodError) {
    const issues = error.cause.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return answer(400, sentenceOf(error.cause), 'invalid', { issues });
  }
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR')
    return answer(getHTTPStatusCodeFromError(error), error.message, null, null);
  log().error({ err: error instanceof TRPCError ? (error.cause ?? error) : error }, 'request failed');
  return answer(500, 'Something failed on the server; it is in the log. Nothing was changed. Try again.', null, null);
}

function answer(
  status: number,
  message: string,
  fault: Fault | null,
  details: ErrorBody['details'],
  headers: HeadersInit = {},
): Response {
  return Response.json({ message, fault, details } satisfies ErrorBody, { status, headers });
}
