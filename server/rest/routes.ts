import type { AnyRouter, TRPCProcedureType } from '@trpc/server';
import type { OpenApiMethod } from 'trpc-to-openapi';
import { appRouter } from '../routers';
import type { Meta, RequestContext } from '../trpc';

/** A procedure as a transport sees it. Calling it checks its rule and its input; refusals are TRPCErrors. */
export interface NamedProcedure {
  (call: {
    ctx: RequestContext;
    getRawInput: () => Promise<unknown>;
    path: string;
    type: TRPCProcedureType;
    signal: AbortSignal | undefined;
    batchIndex: number;
  }): Promise<unknown>;
  _def: { type: TRPCProcedureType; meta?: Meta };
}

/** All procedures by name, such as `people.list`. tRPC keeps them flat while its types nest them. */
export const procedures: Readonly<Record<string, NamedProcedure>> = (appRouter as AnyRouter)._def.procedures;

/** One procedure that machines may call. */
export interface Route {
  method: OpenApiMethod;
  /** As in the document: `/programs/{program}/people`. */
  path: string;
  /** Its place in the router: `people.list`. */
  name: string;
  pattern: RegExp;
}

/** Everything that procedures declare of `/api/v1`, in the router's order; a fixed path stands before one with a parameter. */
export function routesOf(): readonly Route[] {
  known ??= Object.entries(procedures)
    .flatMap(([name, procedure]) => {
      const { openapi } = procedure._def.meta ?? {};
      return openapi ? [{ method: openapi.method, path: openapi.path, name, pattern: patternOf(openapi.path) }] : [];
    })
    .sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
  return known;
}

let known: readonly Route[] | undefined;

const parametersIn = (path: string) => path.split('{').length - 1;

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

/** The route of a request with the text of its path's parameters. `otherMethods` names what the path does answer to. */
export function routeFor(
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | { otherMethods: string[] } {
  const otherMethods: string[] = [];
  for (const route of routesOf()) {
    const match = route.pattern.exec(path);
    if (match && route.method === method) return { route, parameters: { ...match.groups } };
    if (match) otherMethods.push(route.method);
  }
  return { otherMethods };
}
