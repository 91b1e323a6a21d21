import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@/server/routers';

/** Whether the server answered at all. */
export function isAnswer(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError && Boolean(error.data);
}

/** Answers that another try may change: signed out, too slow, too many. */
const PASSING = [401, 408, 429];

/** Whether the server understood and said no, which trying again does not change; network trouble never is. */
export function isRefusal(error: unknown): boolean {
  if (!isAnswer(error)) return false;
  const status = error.data?.httpStatus ?? 500;
  return status >= 400 && status < 500 && !PASSING.includes(status);
}

/** What a call failed with, as a sentence: the server's own, or that it could not be reached. */
export function problemOf(error: unknown): string {
  return isAnswer(error) ? error.message : 'The server cannot be reached.';
}
