import { z } from 'zod';
import { everybody, everyProgram } from '@/db/queries/installation';
import { PersonName } from '../core/people/schema';
import { installationHealth } from '../services/installation/health';
import { disablePerson } from '../services/people/disable-person';
import { endSessions } from '../services/people/end-sessions';
import { everyToken } from '../services/people/every-token';
import { resetPassword } from '../services/people/reset-password';
import { revokeAnyToken } from '../services/people/revoke-token';
import { installation, router } from '../trpc';

/** The installation as a whole, for its admins. */
export const adminRouter = router({
  people: installation({ kind: 'admin' }).query(({ ctx }) => everybody(ctx.db)),
  programs: installation({ kind: 'admin' }).query(({ ctx }) => everyProgram(ctx.db)),
  health: installation({ kind: 'admin' }).query(({ ctx }) => installationHealth(ctx)),
  tokens: installation({ kind: 'admin' }).query(({ ctx }) => everyToken(ctx)),
  revokeToken: installation({ kind: 'admin' })
    .input(z.object({ tokenId: z.int() }))
    .mutation(({ ctx, input }) => revokeAnyToken(ctx, input.tokenId)),
  resetPassword: installation({ kind: 'admin' })
    .input(z.object({ name: PersonName }))
    .mutation(({ ctx, input }) => resetPassword(ctx, input.name)),
  disable: installation({ kind: 'admin' })
    .input(z.object({ personId: z.int(), disabled: z.boolean() }))
    .mutation(({ ctx, input }) => disablePerson(ctx, input)),
  endSessions: installation({ kind: 'admin' })
    .input(z.object({ personId: z.int() }))
    .mutation(({ ctx, input }) => endSessions(ctx, input.personId)),
});
