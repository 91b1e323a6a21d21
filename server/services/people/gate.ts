import { eq } from 'drizzle-orm';
import { noteTokenUse, personById, programWithRoles, tokenByHash } from '@/db/queries/people';
import { programs } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import { type Access, allows } from '@/server/core/people/access';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Actor, Context, Ports, ProgramContext } from '../context';

/** Nobody is signed in: transports answer with "sign in first" rather than "not allowed". */
export class SignedOut extends DomainError {
  constructor(message = 'Sign in first: this needs a person or a token.') {
    super('forbidden', message);
  }
}

/** A busy token is written to at most this often. */
const USE_NOTED_EVERY_MS = 60_000;

function scopeOf(program: { id: number; slug: string }): ProgramScope {
  return { programId: program.id, slug: program.slug } as ProgramScope;
}

/** The person of a session, if the session is still good: the person exists and no later epoch ended it. */
export async function actorOfSession(ports: Ports, personId: number, epoch: number): Promise<Actor | null> {
  const person = await personById(ports.db, personId);
  if (!person || person.epoch !== epoch) return null;
  return {
    name: person.name,
    personId: person.id,
    tokenId: null,
    admin: person.isAdmin,
    tokenScopes: null,
    tokenProgramId: null,
  };
}

/** The machine behind a bearer token; null for an unknown, expired or revoked one. */
export async function actorOfToken(ports: Ports, secret: string): Promise<Actor | null> {
  const now = ports.clock.now();
  const token = await tokenByHash(ports.db, ports.secrets.sha256(secret), now);
  if (!token) return null;
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > USE_NOTED_EVERY_MS)
    await noteTokenUse(ports.db, token.id, now);
  return {
    name: `token ${token.name}`,
    personId: null,
    tokenId: token.id,
    admin: false,
    tokenScopes: token.scopes,
    tokenProgramId: token.programId,
  };
}

/** Checks a rule that names no program. Throws SignedOut or DomainError forbidden. */
export function enter(ports: Ports, actor: Actor | null, access: Access): Context {
  const standing = {
    signedIn: actor !== null,
    admin: actor?.admin ?? false,
    roles: [],
    tokenScopes: actor?.tokenScopes ?? null,
  };
  if (!allows(access, standing)) throw refusal(actor, access);
  return { ...ports, actor: actor ?? NOBODY };
}

/**
 * Checks a rule inside a program and mints its scope. A stranger to the program gets the same not_found as for a
 * program that does not exist, so that names do not leak. Throws SignedOut, DomainError not_found or forbidden.
 */
export async function enterProgram(
  ports: Ports,
  actor: Actor | null,
  slug: string,
  access: Access,
): Promise<ProgramContext> {
  if (!actor) throw new SignedOut();
  const program = await programWithRoles(ports.db, slug, actor.personId);
  const unknown = new DomainError(
    'not_found',
    `There is no program "${slug}" that you can see. Check its id or ask its lead for a role.`,
  );
  if (!program) throw unknown;
  const { roles } = program;
  const mine = actor.tokenScopes
    ? actor.tokenProgramId === null || actor.tokenProgramId === program.id
    : actor.admin || roles.length > 0;
  if (!mine) throw unknown;
  if (!allows(access, { signedIn: true, admin: actor.admin, roles, tokenScopes: actor.tokenScopes }))
    throw refusal(actor, access);
  return { ...ports, actor, scope: scopeOf(program), roles };
}

/** The scope of work the server does by itself, such as a job whose start was authorised. */
export async function enterAsServer(ports: Ports, programId: number, name: string): Promise<ProgramContext> {
  const [program] = await ports.db
    .select({ id: programs.id, slug: programs.slug })
    .from(programs)
    .where(eq(programs.id, programId));
  if (!program) throw new DomainError('not_found', `Program ${programId} is gone.`);
  return { ...ports, actor: { ...NOBODY, name }, scope: scopeOf(program), roles: [] };
}

/** The server acting on the installation itself: first fill and the command line on the server. */
export function asServer(ports: Ports, name: string): Context {
  return { ...ports, actor: { ...NOBODY, name, admin: true } };
}

const NOBODY: Actor = {
  name: 'nobody',
  personId: null,
  tokenId: null,
  admin: false,
  tokenScopes: null,
  tokenProgramId: null,
};

function refusal(actor: Actor | null, access: Access): DomainError {
  if (!actor) return new SignedOut();
  if (actor.tokenScopes) {
    const wanted = 'scope' in access && access.scope ? `a token with scope "${access.scope}"` : 'a person, not a token';
    return new DomainError('forbidden', `This needs ${wanted}.`);
  }
  if (access.kind === 'admin') return new DomainError('forbidden', 'This needs an admin of the installation.');
  const roles = access.kind === 'program' ? access.roles.join(' or ') : '';
  return new DomainError('forbidden', `This needs the role ${roles} in this program. Ask its lead.`);
}
