import { ROLES } from '../core/people/access';
import { wallOf } from '../services/wall/show';
import { whyOf } from '../services/why/show';
import { program, router } from '../trpc';

/** What a screen on the wall may read, and nothing else is open to its token. */
export const wallRouter = router({
  show: program(ROLES, 'wall').query(({ ctx }) => wallOf(ctx)),
  why: program(ROLES, 'wall').query(({ ctx }) => whyOf(ctx)),
});
