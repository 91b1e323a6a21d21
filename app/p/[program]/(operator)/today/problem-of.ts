import { TRPCClientError } from '@trpc/client';
import type { MessageKey } from '@/app/_messages/languages';
import type { Say } from '@/app/_messages/say';
import type { AppRouter } from '@/server/routers';

/** What a call failed with: no answer, or the server's no with its fault and its own sentence. */
export type Trouble = { kind: 'unreachable' } | { kind: 'answer'; fault: string; sentence: string };

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

/** What a call failed with, to be kept and said later. */
export function troubleOf(error: unknown): Trouble {
  if (!isAnswer(error)) return { kind: 'unreachable' };
  return { kind: 'answer', fault: error.data?.fault ?? '', sentence: error.message };
}

const BY_FAULT: Record<string, MessageKey> = {
  conflict: 'problem.conflict',
  not_found: 'problem.not_found',
  forbidden: 'problem.forbidden',
  invalid: 'problem.invalid',
};

/** The same as a sentence: the server's own in its language, otherwise what the fault means. */
export function troubleWords(say: Say, trouble: Trouble): string {
  if (trouble.kind === 'unreachable') return say('problem.unreachable');
  return say(BY_FAULT[trouble.fault] ?? 'problem.said', { sentence: trouble.sentence });
}
