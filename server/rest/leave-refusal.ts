import { TRPCError } from '@trpc/server';
import { DomainError } from '../core/errors';
import { log } from '../log';

/** By this Next knows that a page is not for its visitor, which is no failure of the server. */
const NOT_FOR_VISITOR = 'NEXT_HTTP_ERROR_FALLBACK;404';

/** Throws the error of a page's query on. A refusal is one line of the log; the browser asks again and says why. */
export function leaveRefusal(error: unknown): never {
  if (error instanceof TRPCError && error.cause instanceof DomainError) {
    log().info({ fault: error.cause.fault }, `not shown on a page: ${error.message}`);
    throw Object.assign(error, { digest: NOT_FOR_VISITOR });
  }
  throw error;
}
