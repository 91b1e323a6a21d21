import 'server-only';
import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { TRPCError } from '@trpc/server';
import { createTRPCOptionsProxy, type TRPCQueryOptions } from '@trpc/tanstack-react-query';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { browserActor } from '@/server/auth';
import { leaveRefusal } from '@/server/rest/leave-refusal';
import { appRouter } from '@/server/routers';
import { createCallerFactory } from '@/server/trpc';
import { ports } from '@/server/wiring';
import { makeQueryClient } from './query-client';

const queryClient = cache(makeQueryClient);
const requestContext = cache(async () => ({ ports: ports(), actor: await browserActor() }));

/** Options of every procedure, for prefetching in server components. */
export const trpc = createTRPCOptionsProxy({ ctx: requestContext, router: appRouter, queryClient });

/** Calls procedures directly, under the same rules as over HTTP. */
export const caller = createCallerFactory(appRouter)(requestContext);

/** The person signed in; sends everybody else to the sign-in page and back. */
export async function signedIn(path: string) {
  const { actor } = await requestContext();
  if (!actor || actor.personId === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  return actor;
}

/** Starts a query on the server; the page streams it to the browser, which asks again for what was refused and shows why. */
// biome-ignore lint/suspicious/noExplicitAny: the options of any procedure fit
export function prefetch<T extends ReturnType<TRPCQueryOptions<any>>>(options: T): void {
  const { queryFn } = options as unknown as { queryFn: (about: unknown) => Promise<unknown> };
  void queryClient().prefetchQuery({
    ...options,
    queryFn: (about: unknown) => queryFn(about).catch(leaveRefusal),
  } as never);
}

/** Waits for the query a page is about: what is not there, or not for this person, becomes the not-found page instead of an error. */
// biome-ignore lint/suspicious/noExplicitAny: the options of any procedure fit
export async function loaded<T extends ReturnType<TRPCQueryOptions<any>>>(options: T): Promise<void> {
  await queryClient()
    .fetchQuery(options as never)
    .catch((error: unknown) => {
      if (error instanceof TRPCError && ['NOT_FOUND', 'FORBIDDEN'].includes(error.code)) notFound();
      throw error;
    });
}

/** Whether the query a page is about may be read through this browser; what was read is kept for the page. */
// biome-ignore lint/suspicious/noExplicitAny: the options of any procedure fit
export async function allowed<T extends ReturnType<TRPCQueryOptions<any>>>(options: T): Promise<boolean> {
  try {
    await queryClient().fetchQuery(options as never);
    return true;
  } catch (error) {
    if (error instanceof TRPCError && ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHORIZED'].includes(error.code)) return false;
    throw error;
  }
}

export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(queryClient())}>{children}</HydrationBoundary>;
}
