import { TRPCError } from '@trpc/server';
import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback';
import { expect, it } from 'vitest';
import { DomainError } from '@/server/core/errors';
import { leaveRefusal } from '@/server/rest/leave-refusal';

function thrownFor(error: unknown): unknown {
  try {
    leaveRefusal(error);
  } catch (thrown) {
    return thrown;
  }
}

it('marks a refusal as one that Next knows and does not log as a failure, and nothing else', () => {
  const cause = new DomainError('forbidden', 'This needs the role lead.');
  const refused = thrownFor(new TRPCError({ code: 'FORBIDDEN', message: cause.message, cause }));
  expect(isHTTPAccessFallbackError(refused)).toBe(true);
  const broken = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new Error('no space left') });
  expect(thrownFor(broken)).toBe(broken);
  expect(isHTTPAccessFallbackError(broken)).toBe(false);
});
