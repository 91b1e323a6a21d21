import { z } from 'zod';
import { ROLES, TOKEN_SCOPES } from './access';

export const PersonName = z
  .string()
  .trim()
  .min(1, 'A person needs a name.')
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@'-]*$/u, "A name holds letters, digits, spaces and . _ @ ' - only.");
export const Password = z.string().min(10, 'A password needs at least 10 characters.').max(200);

export const InviteInput = z.object({
  name: PersonName,
  roles: z.array(z.enum(ROLES)).min(1),
  password: Password.optional(),
});
export type InviteInput = z.infer<typeof InviteInput>;

export const SetRolesInput = z.object({ personId: z.int(), roles: z.array(z.enum(ROLES)) });
export type SetRolesInput = z.infer<typeof SetRolesInput>;

export const CreateTokenInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'A token needs at least one scope.'),
  expiresInDays: z.int().min(1).max(3650).optional(),
});
export type CreateTokenInput = z.infer<typeof CreateTokenInput>;
