import { z } from 'zod';
import { importChoices } from '@/db/queries/imports';
import { DecideMatchesInput } from '../core/collect/schema';
import { InspectImportInput, PreviewImportInput, StartImportInput } from '../core/recording/schema';
import { folderMatrix } from '../services/imports/folder-matrix';
import { inspectImport } from '../services/imports/inspect';
import { decideMatches, matchingOf } from '../services/imports/matching';
import { previewImport } from '../services/imports/preview';
import { listImports, showImport } from '../services/imports/show';
import { startImport } from '../services/imports/start';
import { installation, program, router } from '../trpc';
import { ImportPreview, ImportRecord, Inspection, Matching } from './import-outputs';

const IMPORTS = ['lead', 'engineer'] as const;

/** The path below the import folder; empty for the folder itself. */
const Below = z.object({ path: z.string().max(1000).default('') });

export const importsRouter = router({
  list: program(IMPORTS, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/imports',
        summary: 'Imports, newest first',
        tags: ['imports'],
      },
    })
    .output(z.array(ImportRecord))
    .query(({ ctx }) => listImports(ctx)),
  show: program(IMPORTS, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/imports/{importId}',
        summary: 'One import: its progress, what was added and what was left',
        tags: ['imports'],
      },
    })
    .input(z.object({ importId: z.int() }))
    .output(ImportRecord)
    .query(({ ctx, input }) => showImport(ctx, input.importId)),
  inspect: program(IMPORTS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/imports/inspect',
        summary: 'Dry run: what a recording holds, what is wrong with it, and guessed rules to confirm',
        tags: ['imports'],
      },
    })
    .input(InspectImportInput)
    .output(Inspection)
    .mutation(({ ctx, input }) => inspectImport(ctx, input)),
  preview: program(IMPORTS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/imports/preview',
        summary: 'Where a mapping would put the episodes, and which would stay without a configuration',
        tags: ['imports'],
      },
    })
    .input(PreviewImportInput)
    .output(ImportPreview)
    .mutation(({ ctx, input }) => previewImport(ctx, input)),
  start: program(IMPORTS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/imports',
        summary: 'Import under a confirmed mapping; importing the same again adds nothing',
        tags: ['imports'],
      },
    })
    .input(StartImportInput)
    .output(z.object({ importId: z.int() }))
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  matching: program(IMPORTS, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/imports/{importId}/matching',
        summary: 'How episodes were matched with logged attempts, and the pairs a person has to confirm',
        tags: ['imports'],
      },
    })
    .input(z.object({ importId: z.int() }))
    .output(Matching)
    .query(({ ctx, input }) => matchingOf(ctx, input.importId)),
  decideMatches: program(IMPORTS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/matches',
        summary: 'Confirm or refuse proposed pairs of episodes and attempts',
        tags: ['imports'],
      },
    })
    .input(DecideMatchesInput)
    .output(z.object({ decided: z.int(), joined: z.int() }))
    .mutation(({ ctx, input }) => decideMatches(ctx, input)),
  choices: program(IMPORTS).query(({ ctx }) => importChoices(ctx.db, ctx.scope)),
  folder: program(IMPORTS)
    .input(Below)
    .query(async ({ ctx, input }) => ({
      importFolder: ctx.storage.importFolder,
      uploadLimit: ctx.storage.uploadLimit,
      entries: await ctx.storage.listImports(input.path),
    })),
  folderOfServer: installation({ kind: 'admin' })
    .input(Below)
    .query(async ({ ctx, input }) => ({
      importFolder: ctx.storage.importFolder,
      entries: await ctx.storage.listImports(input.path),
    })),
  matrixOf: installation({ kind: 'admin' })
    .input(z.object({ path: z.string().min(1).max(1000) }))
    .mutation(({ ctx, input }) => folderMatrix(ctx, input.path)),
});
