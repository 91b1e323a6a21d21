import { router } from '../trpc';
import { adminRouter } from './admin';
import { collectRouter } from './collect';
import { evaluationsRouter } from './evaluations';
import { eventsRouter } from './events';
import { homeRouter } from './home';
import { matrixRouter } from './matrix';
import { peopleRouter } from './people';
import { programsRouter } from './programs';
import { schedulesRouter } from './schedules';
import { stationsRouter } from './stations';

export const appRouter = router({
  admin: adminRouter,
  home: homeRouter,
  people: peopleRouter,
  programs: programsRouter,
  matrix: matrixRouter,
  collect: collectRouter,
  schedules: schedulesRouter,
  evaluations: evaluationsRouter,
  stations: stationsRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
