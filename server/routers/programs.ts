import { z } from 'zod';
import { ROLES } from '../core/people/access';
import { CreateProgramInput, FiguresInput } from '../core/program/schema';
import { createProgram } from '../services/programs/create';
import { programsOf } from '../services/programs/list';
import { setFigures } from '../services/programs/set-figures';
import { showProgram } from '../services/programs/show';
import { installation, program, router } from '../trpc';
import { ProgramLine, ProgramOutput } from './program-outputs';

const Created = z.object({
  slug: z.string(),
  configurations: z.int(),
  passwords: z.array(z.object({ name: z.string(), password: z.string() })),
});

export const programsRouter = router({
  list: installation({ kind: 'signed_in', scope: 'read' })
    .meta({ openapi: { method: 'GET', path: '/programs', summary: 'Programs one can see', tags: ['programs'] } })
    .output(z.array(ProgramLine))
    .query(({ ctx }) => programsOf(ctx)),
  create: installation({ kind: 'admin', scope: 'admin' })
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs',
        summary: 'Make a program with its diversity matrix',
        tags: ['programs'],
      },
    })
    .input(CreateProgramInput)
    .output(Created)
    .mutation(({ ctx, input }) => createProgram(ctx, input)),
  show: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}',
        summary: 'A program with its factors, levels, caps and costs',
        tags: ['programs'],
      },
    })
    .output(ProgramOutput)
    .query(({ ctx }) => showProgram(ctx)),
  setFigures: program(['lead'])
    .input(FiguresInput)
    .mutation(({ ctx, input }) => setFigures(ctx, input)),
});
