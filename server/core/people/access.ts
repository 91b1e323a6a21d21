/** What a person may be in a program. A person can hold several. */
export const ROLES = ['operator', 'lead', 'manager', 'annotator', 'engineer'] as const;
export type Role = (typeof ROLES)[number];

/** What a token may do, for machines: `read` everything of the program, record `collect`, bring `data` in, make `plan`s, `admin` the installation, or see the `wall` view alone. */
export const TOKEN_SCOPES = ['read', 'collect', 'data', 'plan', 'admin', 'wall'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/**
 * The rule of one procedure or route. `public` needs nobody; `signed_in` any person; `admin` an admin of the
 * installation; `program` one of the roles in the program named by the input. `scope` lets a token with that scope in.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'signed_in'; scope?: TokenScope }
  | { kind: 'admin'; scope?: TokenScope }
  | { kind: 'program'; roles: readonly Role[]; scope?: TokenScope };

/** Who is asking, as far as access goes. An admin has every role in every program. */
export interface Standing {
  signedIn: boolean;
  admin: boolean;
  /** Roles in the program asked for; empty for a stranger to it. */
  roles: readonly Role[];
  /** Scopes of the token presented; null for a person. */
  tokenScopes: readonly TokenScope[] | null;
}

/** Whether `standing` satisfies `access`. */
export function allows(access: Access, standing: Standing): boolean {
  if (access.kind === 'public') return true;
  if (!standing.signedIn) return false;
  if (standing.tokenScopes) {
    return access.scope !== undefined && standing.tokenScopes.includes(access.scope);
  }
  if (access.kind === 'signed_in' || standing.admin) return true;
  return access.kind === 'program' && access.roles.some((role) => standing.roles.includes(role));
}
