import { z } from 'zod';
import {
  AddLevelsInput,
  ConfigurationPageInput,
  EditLevelInput,
  ExclusionInput,
  FactorKey,
  LevelEmbeddingsInput,
  ReleaseHoldInput,
  RetireLevelInput,
  SafetyRuleInput,
  StartTemplateInput,
} from '../core/matrix/schema';
import { ROLES } from '../core/people/access';
import { addExclusion } from '../services/matrix/add-exclusion';
import { addLevels } from '../services/matrix/add-levels';
import { addSafetyRule } from '../services/matrix/add-safety-rule';
import { editLevel } from '../services/matrix/edit-level';
import { foldMatrix } from '../services/matrix/fold';
import { liftExclusion } from '../services/matrix/lift-exclusion';
import { liftSafetyRule } from '../services/matrix/lift-safety-rule';
import { listConfigurations } from '../services/matrix/list-configurations';
import { releaseHold } from '../services/matrix/release-hold';
import { retireLevel } from '../services/matrix/retire-level';
import { setLevelEmbeddings } from '../services/matrix/set-level-embeddings';
import { setStartTemplate } from '../services/matrix/set-start-template';
import { showMatrix } from '../services/matrix/show-matrix';
import { program, router } from '../trpc';

export const matrixRouter = router({
  show: program(ROLES).query(({ ctx }) => showMatrix(ctx)),
  fold: program(ROLES)
    .input(z.object({ a: FactorKey, b: FactorKey }))
    .query(({ ctx, input }) => foldMatrix(ctx, input.a, input.b)),
  configurations: program(ROLES, 'read')
    .input(ConfigurationPageInput)
    .query(({ ctx, input }) => listConfigurations(ctx, input)),
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
  setLevelEmbeddings: program(['lead', 'engineer'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/levels/embeddings',
        summary: 'Say by vectors which levels of a factor are alike; interpolation follows them',
        tags: ['matrix'],
      },
    })
    .input(LevelEmbeddingsInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setLevelEmbeddings(ctx, input)),
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
    .output(z.object({ id: z.int(), removed: z.int() }))
    .mutation(({ ctx, input }) => addExclusion(ctx, input)),
  liftExclusion: program(['lead'])
    .input(z.object({ exclusionId: z.int() }))
    .mutation(({ ctx, input }) => liftExclusion(ctx, input.exclusionId)),
  editLevel: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'PUT',
        path: '/programs/{program}/levels/{levelId}',
        summary: "Change a level's words, how many there are, its hours and how often it occurs in use",
        tags: ['matrix'],
      },
    })
    .input(EditLevelInput)
    .output(z.void())
    .mutation(({ ctx, input }) => editLevel(ctx, input)),
  setStartTemplate: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'PUT',
        path: '/programs/{program}/levels/{levelId}/start-template',
        summary:
          'Set where recordings with a level start: each combination of zone, orientation and distractors is a card',
        tags: ['matrix'],
      },
    })
    .input(StartTemplateInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setStartTemplate(ctx, input)),
  releaseHold: program(['lead'])
    .input(ReleaseHoldInput)
    .mutation(({ ctx, input }) => releaseHold(ctx, input)),
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
