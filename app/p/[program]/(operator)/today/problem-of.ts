import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@/server/routers';

/** Whether the server answered with a refusal, so that asking again gives the same. */
export function isAnswer(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError && Boolean(error.data);
}

/** What a call failed with, as a sentence: the server's own, or that it could not be reached. */
export function problemOf(error: unknown): string {
  return isAnswer(error) ? error.message : 'The server cannot be reached.';
}
