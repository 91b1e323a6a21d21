import { z } from 'zod';
import { datasetsOf, episodePage } from '@/db/queries/episodes';
import { ROLES } from '../core/people/access';
import { EpisodePageInput, JudgeEpisodeInput } from '../core/recording/schema';
import { judgeEpisode } from '../services/recordings/judge';
import { showEpisode } from '../services/recordings/show-episode';
import { program, router } from '../trpc';
import { EpisodePage } from './import-outputs';

const PAGE_SIZE = 100;

export const recordingsRouter = router({
  episodes: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/episodes',
        summary: 'Episodes, newest first, a hundred a page',
        tags: ['imports'],
      },
    })
    .input(EpisodePageInput)
    .output(EpisodePage)
    .query(({ ctx, input }) => episodePage(ctx.db, ctx.scope, input, PAGE_SIZE)),
  episode: program(ROLES)
    .input(z.object({ episodeId: z.int() }))
    .query(({ ctx, input }) => showEpisode(ctx, input.episodeId)),
  datasets: program(ROLES).query(({ ctx }) => datasetsOf(ctx.db, ctx.scope)),
  judge: program(['annotator', 'lead'], 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/judgements',
        summary: 'Say how an episode ended, or exclude or restore it',
        tags: ['imports'],
      },
    })
    .input(JudgeEpisodeInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await judgeEpisode(ctx, input);
      return {};
    }),
});
