import { z } from 'zod';
import { liveAssignments } from '@/db/queries/collect';
import { factorsOf } from '@/db/queries/matrix';
import { AttemptInput, ClaimInput, SetAsideInput } from '../core/collect/schema';
import { ROLES } from '../core/people/access';
import { claimAssignment } from '../services/collect/claim';
import { assignmentInWords } from '../services/collect/in-words';
import { logAttempt } from '../services/collect/log-attempt';
import { putBack } from '../services/collect/put-back';
import { setAside } from '../services/collect/set-aside';
import { today } from '../services/collect/today';
import { undoAttempt } from '../services/collect/undo-attempt';
import { program, router } from '../trpc';

const OPERATES = ['operator', 'lead'] as const;

export const collectRouter = router({
  today: program(OPERATES).query(({ ctx }) => today(ctx)),
  queue: program(ROLES, 'read').query(async ({ ctx }) => {
    const [rows, factors] = await Promise.all([liveAssignments(ctx.db, ctx.scope), factorsOf(ctx.db, ctx.scope)]);
    return rows.map((row) => assignmentInWords(row, factors));
  }),
  claim: program(OPERATES)
    .input(ClaimInput)
    .mutation(({ ctx, input }) => claimAssignment(ctx, input)),
  attempt: program(OPERATES, 'collect')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/attempts',
        summary: 'Log one attempt; sending it twice stores it once',
        tags: ['collection'],
      },
    })
    .input(AttemptInput)
    .output(
      z.object({ stored: z.boolean(), accepted: z.boolean(), logged: z.int(), wanted: z.int(), done: z.boolean() }),
    )
    .mutation(({ ctx, input }) => logAttempt(ctx, input)),
  undo: program(OPERATES, 'collect')
    .input(z.object({ attemptId: z.uuid() }))
    .mutation(({ ctx, input }) => undoAttempt(ctx, input.attemptId)),
  setAside: program(OPERATES)
    .input(SetAsideInput)
    .mutation(({ ctx, input }) => setAside(ctx, input)),
  putBack: program(OPERATES)
    .input(z.object({ assignmentId: z.int() }))
    .mutation(({ ctx, input }) => putBack(ctx, input.assignmentId)),
});
