import { router } from '../trpc';
import { adminRouter } from './admin';
import { checkpointsRouter } from './checkpoints';
import { collectRouter } from './collect';
import { daysRouter } from './days';
import { evaluationsRouter } from './evaluations';
import { eventsRouter } from './events';
import { experimentsRouter } from './experiments';
import { homeRouter } from './home';
import { importsRouter } from './imports';
import { labRoundsRouter } from './lab-rounds';
import { matrixRouter } from './matrix';
import { peopleRouter } from './people';
import { programsRouter } from './programs';
import { recordingsRouter } from './recordings';
import { rolloutsRouter } from './rollouts';
import { runsRouter } from './runs';
import { schedulesRouter } from './schedules';
import { scoringRouter } from './scoring';
import { stationsRouter } from './stations';
import { wallRouter } from './wall';

export const appRouter = router({
  admin: adminRouter,
  home: homeRouter,
  people: peopleRouter,
  programs: programsRouter,
  matrix: matrixRouter,
  collect: collectRouter,
  imports: importsRouter,
  recordings: recordingsRouter,
  checkpoints: checkpointsRouter,
  runs: runsRouter,
  rollouts: rolloutsRouter,
  scoring: scoringRouter,
  schedules: schedulesRouter,
  evaluations: evaluationsRouter,
  experiments: experimentsRouter,
  labRounds: labRoundsRouter,
  stations: stationsRouter,
  days: daysRouter,
  wall: wallRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
