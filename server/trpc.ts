import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { ZodError, z } from 'zod';
import { DomainError, type Fault } from './core/errors';
import type { Access, Role, TokenScope } from './core/people/access';
import { Slug } from './core/program/schema';
import type { Actor, Ports } from './services/context';
import { enter, enterProgram, SignedOut } from './services/people/gate';

/** What a transport knows of a request before any rule was checked. */
export interface RequestContext {
  ports: Ports;
  actor: Actor | null;
}

/** Every procedure states its rule; the test that walks them fails on one without. */
export interface Meta extends OpenApiMeta {
  access?: Access;
}

const CODES = {
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  forbidden: 'FORBIDDEN',
  infeasible: 'UNPROCESSABLE_CONTENT',
  invalid: 'BAD_REQUEST',
  stale: 'PRECONDITION_FAILED',
} as const satisfies Record<Fault, string>;

const t = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    // A ping costs the server as much as a message, and every open page gets them.
    sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 12_000 } },
    errorFormatter({ shape, error }) {
      const cause = error.cause;
      if (cause instanceof DomainError) {
        return {
          ...shape,
          message: cause.message,
          data: { ...shape.data, stack: undefined, fault: cause.fault, details: cause.details ?? null },
        };
      }
      if (cause instanceof ZodError && error.code === 'BAD_REQUEST')
        return {
          ...shape,
          message: sentenceOf(cause),
          data: { ...shape.data, stack: undefined, fault: 'invalid' as const, details: null },
        };
      const message =
        error.code === 'INTERNAL_SERVER_ERROR'
          ? 'Something failed on the server; it is in the log. Nothing was changed. Try again.'
          : shape.message;
      return { ...shape, message, data: { ...shape.data, stack: undefined, fault: null, details: null } };
    },
  });

/** The first few things wrong with an input, as one line. */
export function sentenceOf(error: ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => (issue.path.length ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join(' · ');
}

const translated = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof DomainError) {
    const cause = result.error.cause;
    const code = cause instanceof SignedOut ? 'UNAUTHORIZED' : CODES[cause.fault];
    throw new TRPCError({ code, message: cause.message, cause });
  }
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** A procedure outside any program. */
export function installation(access: Extract<Access, { kind: 'public' | 'signed_in' | 'admin' }>) {
  return t.procedure
    .meta({ access })
    .use(translated)
    .use(({ ctx, next }) => next({ ctx: enter(ctx.ports, ctx.actor, access) }));
}

/** A procedure inside the program its input names, for people with one of `roles` and for tokens with `scope`. */
export function program(roles: readonly Role[], scope?: TokenScope) {
  const access: Access = { kind: 'program', roles, scope };
  return t.procedure
    .meta({ access })
    .input(z.object({ program: Slug }))
    .use(translated)
    .use(async ({ ctx, input, next }) =>
      next({ ctx: await enterProgram(ctx.ports, ctx.actor, input.program, access) }),
    );
}
