import { z } from 'zod';
import { membersOf, tokensOf } from '@/db/queries/people';
import { ROLES, TOKEN_SCOPES } from '../core/people/access';
import { CreateTokenInput, InviteInput, SetRolesInput } from '../core/people/schema';
import { createToken } from '../services/people/create-token';
import { invite } from '../services/people/invite';
import { revokeToken } from '../services/people/revoke-token';
import { setRoles } from '../services/people/set-roles';
import { signOutEverywhere } from '../services/people/sign-out-everywhere';
import { installation, program, router } from '../trpc';

const Member = z.object({
  id: z.int(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  disabledAt: z.date().nullable(),
});
const Token = z.object({
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.enum(TOKEN_SCOPES)),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});

export const peopleRouter = router({
  me: installation({ kind: 'signed_in' }).query(({ ctx }) => ({
    name: ctx.actor.name,
    personId: ctx.actor.personId,
    admin: ctx.actor.admin,
  })),
  signOutEverywhere: installation({ kind: 'signed_in' }).mutation(({ ctx }) => signOutEverywhere(ctx)),
  list: program(['lead', 'manager'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/people',
        summary: 'People of a program and their roles',
        tags: ['people'],
      },
    })
    .output(z.array(Member))
    .query(({ ctx }) => membersOf(ctx.db, ctx.scope)),
  invite: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/people',
        summary: 'Give a person roles; makes the person if new',
        tags: ['people'],
      },
    })
    .input(InviteInput)
    .output(z.object({ personId: z.int(), password: z.string().nullable() }))
    .mutation(({ ctx, input }) => invite(ctx, input)),
  setRoles: program(['lead'])
    .input(SetRolesInput)
    .mutation(({ ctx, input }) => setRoles(ctx, input)),
  tokens: program(['lead', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/tokens',
        summary: 'Tokens of a program, without their secrets',
        tags: ['people'],
      },
    })
    .output(z.array(Token))
    .query(({ ctx }) => tokensOf(ctx.db, ctx.scope)),
  createToken: program(['lead'])
    .input(CreateTokenInput)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  revokeToken: program(['lead'])
    .input(z.object({ tokenId: z.int() }))
    .mutation(({ ctx, input }) => revokeToken(ctx, input.tokenId)),
});
