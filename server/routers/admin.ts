import { z } from 'zod';
import { everybody, everyProgram } from '@/db/queries/installation';
import { PersonName } from '../core/people/schema';
import { disablePerson } from '../services/people/disable-person';
import { endSessions } from '../services/people/end-sessions';
import { resetPassword } from '../services/people/reset-password';
import { installation, router } from '../trpc';

/** The installation as a whole, for its admins. */
export const adminRouter = router({
  people: installation({ kind: 'admin' }).query(({ ctx }) => everybody(ctx.db)),
  programs: installation({ kind: 'admin' }).query(({ ctx }) => everyProgram(ctx.db)),
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
