import { z } from 'zod';
import { datasetsOf, episodePage } from '@/db/queries/episodes';
import { ROLES } from '../core/people/access';
import { EpisodePageInput, JudgeEpisodeInput, TakeBackInput } from '../core/recording/schema';
import { episodeSignals } from '../services/recordings/episode-signals';
import { episodeUncertainty } from '../services/recordings/episode-uncertainty';
import { judgeEpisode } from '../services/recordings/judge';
import { judging } from '../services/recordings/judging';
import { showEpisode } from '../services/recordings/show-episode';
import { takeBackJudgement } from '../services/recordings/take-back';
import { program, router } from '../trpc';
import { EpisodePage } from './import-outputs';

const PAGE_SIZE = 100;

/** Episodes of the judging queue that are sent at once. */
const JUDGED_NEXT = 50;

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
  signals: program(ROLES)
    .input(z.object({ episodeId: z.int() }))
    .query(({ ctx, input }) => episodeSignals(ctx, input.episodeId)),
  uncertainty: program(ROLES)
    .input(z.object({ episodeId: z.int() }))
    .query(({ ctx, input }) => episodeUncertainty(ctx, input.episodeId)),
  judging: program(['annotator', 'lead']).query(({ ctx }) => judging(ctx, JUDGED_NEXT)),
  datasets: program(ROLES).query(({ ctx }) => datasetsOf(ctx.db, ctx.scope)),
  judge: program(['annotator', 'lead'], 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/judgements',
        summary: 'Say how an episode ended and what went wrong, or exclude or restore it',
        tags: ['imports'],
      },
    })
    .input(JudgeEpisodeInput)
    .output(z.object({ judgementIds: z.array(z.int()) }))
    .mutation(async ({ ctx, input }) => ({ judgementIds: await judgeEpisode(ctx, input) })),
  takeBack: program(['annotator', 'lead'], 'data')
    .input(TakeBackInput)
    .mutation(({ ctx, input }) => takeBackJudgement(ctx, input)),
});
