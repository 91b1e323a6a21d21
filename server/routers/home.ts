import { engineFigures } from '@/db/queries/home';
import { leadHome } from '../services/home/lead';
import { program, router } from '../trpc';

const NEWEST = 5;

/** One query for the home of each role. */
export const homeRouter = router({
  lead: program(['lead']).query(({ ctx }) => leadHome(ctx)),
  engineer: program(['engineer']).query(({ ctx }) => engineFigures(ctx.db, ctx.scope, NEWEST)),
});
