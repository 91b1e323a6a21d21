import { z } from 'zod';
import { evaluationsOf, panelsOf } from '@/db/queries/evaluations';
import { rolloutProgress } from '@/db/queries/rollout-plans';
import { ROLES } from '../core/people/access';
import { ProposePanelInput, ProposeProbePlanInput, StartEvaluationInput } from '../core/rollouts/schema';
import { proposePanel } from '../services/rollouts/propose-panel';
import { proposeProbePlan } from '../services/rollouts/propose-probe-plan';
import { publishProbePlan } from '../services/rollouts/publish-probe-plan';
import { probePlan, probePlans } from '../services/rollouts/show-probe-plans';
import { startEvaluation } from '../services/rollouts/start-evaluation';
import { withdrawEvaluation } from '../services/rollouts/withdraw-evaluation';
import { withdrawProbePlan } from '../services/rollouts/withdraw-probe-plan';
import { program, router } from '../trpc';
import { PanelProposalOutput, ProbePlanOutput } from './rollout-outputs';

const OfPlan = z.object({ probePlanId: z.coerce.number().int() });
const OfEvaluation = z.object({ evaluationId: z.coerce.number().int() });

export const rolloutsRouter = router({
  /** All that a policy is to drive or drove by plan: plans of probe rollouts, evaluations with their progress, panels. */
  overview: program(ROLES, 'read').query(async ({ ctx }) => {
    const [plans, evaluations, panels, progressOf] = await Promise.all([
      probePlans(ctx),
      evaluationsOf(ctx.db, ctx.scope, true),
      panelsOf(ctx.db, ctx.scope),
      rolloutProgress(ctx.db, ctx.scope, 'evaluation'),
    ]);
    return {
      plans: plans.map(({ configurationIds, ...plan }) => plan),
      evaluations: evaluations
        .map((row) => ({ ...row, blocked: progressOf(row.id).blocked }))
        .sort((a, b) => b.id - a.id),
      panels,
    };
  }),
  plans: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/probe-plans',
        summary: 'Plans of probe rollouts with their cover and progress',
        tags: ['rollouts'],
      },
    })
    .output(z.array(ProbePlanOutput))
    .query(({ ctx }) => probePlans(ctx)),
  plan: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/probe-plans/{probePlanId}',
        summary: 'One plan of probe rollouts',
        tags: ['rollouts'],
      },
    })
    .input(OfPlan)
    .output(ProbePlanOutput)
    .query(({ ctx, input }) => probePlan(ctx, input.probePlanId)),
  proposePlan: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/probe-plans',
        summary: 'Propose which configurations a checkpoint drives before it is scored',
        tags: ['rollouts'],
      },
    })
    .input(ProposeProbePlanInput)
    .output(z.object({ probePlanId: z.int() }))
    .mutation(({ ctx, input }) => proposeProbePlan(ctx, input)),
  publishPlan: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/probe-plans/{probePlanId}/publish',
        summary: 'Publish a plan: its probe rollouts become assignments',
        tags: ['rollouts'],
      },
    })
    .input(OfPlan)
    .output(z.object({ assignments: z.int() }))
    .mutation(({ ctx, input }) => publishProbePlan(ctx, input.probePlanId)),
  withdrawPlan: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/probe-plans/{probePlanId}/withdraw',
        summary: 'Set a plan aside; what was driven stays',
        tags: ['rollouts'],
      },
    })
    .input(OfPlan)
    .output(z.void())
    .mutation(({ ctx, input }) => withdrawProbePlan(ctx, input.probePlanId)),
  proposePanel: program(['lead', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/panels/proposal',
        summary: 'Configurations and starts for a panel, as POST …/panels takes them; nothing is kept',
        tags: ['rollouts'],
      },
    })
    .input(ProposePanelInput)
    .output(PanelProposalOutput)
    .query(({ ctx, input }) => proposePanel(ctx, input)),
  startEvaluation: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/evaluations/start',
        summary: 'Publish the evaluation of a checkpoint on a panel: its trials become assignments',
        tags: ['rollouts'],
      },
    })
    .input(StartEvaluationInput)
    .output(z.object({ evaluationId: z.int(), assignments: z.int(), trials: z.int() }))
    .mutation(({ ctx, input }) => startEvaluation(ctx, input)),
  withdrawEvaluation: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/evaluations/{evaluationId}/withdraw',
        summary: 'Give an open evaluation up; its trials stay and prove nothing',
        tags: ['rollouts'],
      },
    })
    .input(OfEvaluation)
    .output(z.void())
    .mutation(({ ctx, input }) => withdrawEvaluation(ctx, input.evaluationId)),
});
