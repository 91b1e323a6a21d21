'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';

export type Token = RouterOutput['people']['tokens'][number];

/** Ends a token of the program at once and says so in the words of `done`. */
export function useRevoke(program: string, done: (token: Token) => string): (token: Token) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.people.revokeToken.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.tokens.queryKey({ program }) }),
      onError: (error) => noticeProblem(error.message),
    }),
  );
  return (token) => revoke.mutate({ program, tokenId: token.id }, { onSuccess: () => noticeDone(done(token)) });
}
