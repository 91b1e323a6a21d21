import { z } from 'zod';
import { exclusionsOf, safetyRulesOf } from '@/db/queries/matrix';
import { AddLevelsInput, ExclusionInput, RetireLevelInput, SafetyRuleInput } from '../core/matrix/schema';
import { ROLES } from '../core/people/access';
import { addExclusion } from '../services/matrix/add-exclusion';
import { addLevels } from '../services/matrix/add-levels';
import { addSafetyRule } from '../services/matrix/add-safety-rule';
import { liftSafetyRule } from '../services/matrix/lift-safety-rule';
import { retireLevel } from '../services/matrix/retire-level';
import { program, router } from '../trpc';

export const matrixRouter = router({
  rules: program(ROLES).query(async ({ ctx }) => ({
    exclusions: await exclusionsOf(ctx.db, ctx.scope),
    safetyRules: await safetyRulesOf(ctx.db, ctx.scope),
  })),
  addLevels: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/levels',
        summary: 'Add levels to a factor',
        tags: ['matrix'],
      },
    })
    .input(AddLevelsInput)
    .output(z.object({ configurations: z.int() }))
    .mutation(({ ctx, input }) => addLevels(ctx, input)),
  retireLevel: program(['lead'])
    .input(RetireLevelInput)
    .mutation(({ ctx, input }) => retireLevel(ctx, input)),
  exclude: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/exclusions',
        summary: 'Remove combinations from the matrix',
        tags: ['matrix'],
      },
    })
    .input(ExclusionInput)
    .output(z.object({ removed: z.int() }))
    .mutation(({ ctx, input }) => addExclusion(ctx, input)),
  addSafetyRule: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/safety-rules',
        summary: 'Never schedule these levels',
        tags: ['matrix'],
      },
    })
    .input(SafetyRuleInput)
    .output(z.object({ id: z.int() }))
    .mutation(({ ctx, input }) => addSafetyRule(ctx, input)),
  liftSafetyRule: program(['lead'])
    .input(z.object({ ruleId: z.int() }))
    .mutation(({ ctx, input }) => liftSafetyRule(ctx, input.ruleId)),
});
