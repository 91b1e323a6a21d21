import { router } from '../trpc';
import { collectRouter } from './collect';
import { evaluationsRouter } from './evaluations';
import { eventsRouter } from './events';
import { matrixRouter } from './matrix';
import { peopleRouter } from './people';
import { programsRouter } from './programs';
import { schedulesRouter } from './schedules';

export const appRouter = router({
  people: peopleRouter,
  programs: programsRouter,
  matrix: matrixRouter,
  collect: collectRouter,
  schedules: schedulesRouter,
  evaluations: evaluationsRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
