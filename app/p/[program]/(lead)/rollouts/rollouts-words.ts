import type { inferRouterOutputs } from '@trpc/server';
import type { ColourRole } from '@/app/_ui/colour-roles';
import { percentWithin } from '@/app/_ui/figure';
import { wilsonInterval } from '@/server/core/evaluation/wilson';
import type { AppRouter } from '@/server/routers';
import { counted } from '../schedule/schedule-words';

export type Overview = inferRouterOutputs<AppRouter>['rollouts']['overview'];
export type Plan = Overview['plans'][number];
export type Evaluation = Overview['evaluations'][number];

/** Where a plan stands, in a word: a published one is done once all its rollouts are logged. */
export function planState({ state, progress, replacedBy }: Pick<Plan, 'state' | 'progress' | 'replacedBy'>): string {
  if (state === 'proposed') return 'draft';
  if (state === 'withdrawn') return replacedBy === null ? 'withdrawn' : 'replaced';
  return progress.logged >= progress.wanted ? 'done' : 'published';
}

export const STATE_ROLES: Record<string, ColourRole> = {
  done: 'success',
  complete: 'success',
  published: 'active',
  open: 'active',
};

/** What a policy is asked for now, in one or two sentences. */
export function rolloutsAnswer({ plans, evaluations }: Overview): string {
  const probing = plans.filter((plan) => planState(plan) === 'published');
  const open = evaluations.filter(({ state }) => state === 'open');
  const drafts = plans.filter(({ state }) => state === 'proposed').length;
  const parts = [
    ...probing.map(
      ({ checkpointName, progress }) =>
        `${progress.logged} of ${counted(progress.wanted, 'probe rollout')} of ${checkpointName} ${progress.logged === 1 ? 'is' : 'are'} logged`,
    ),
    ...open.map(
      ({ checkpointName, panelName, trials, planned }) =>
        `${trials} of ${counted(planned ?? 0, 'trial')} of ${checkpointName} on "${panelName}" ${trials === 1 ? 'is' : 'are'} there`,
    ),
  ];
  const waiting =
    drafts > 0
      ? ` ${counted(drafts, 'draft')} ${drafts === 1 ? 'is' : 'are'} not published: operators see nothing of it.`
      : '';
  if (parts.length > 0) return `${parts.join('; ')}.${waiting}`;
  return waiting
    ? `Nothing is asked of a policy now.${waiting}`
    : 'Nothing is asked of a policy now. Plan probe rollouts before a scoring, and an evaluation after a training.';
}

/** What a plan comes to. */
export function planHeadline({
  checkpointName,
  configurations,
  request,
  summary,
  atRandom,
  progress,
  state,
  publishedAt,
  replacedBy,
}: Plan): string {
  const times = request.rollouts === 1 ? 'once' : `${request.rollouts} times`;
  const drawn = `${checkpointName} drives ${configurations.toLocaleString('en')} of ${counted(summary.matrix, 'configuration')} ${times} each; ${atRandom.toLocaleString('en')} of them are drawn at random.`;
  if (state === 'proposed') return `${drawn} It is a draft: operators see nothing of it yet.`;
  if (publishedAt === null)
    return `${drawn} ${replacedBy === null ? 'It was withdrawn' : `Plan ${replacedBy} took its place`} before anybody published it.`;
  return `${drawn} ${progress.logged} of ${counted(progress.wanted, 'rollout')} ${progress.logged === 1 ? 'is' : 'are'} logged, ${progress.confirmed} confirmed.`;
}

/** Success of an evaluation with its interval; what is not complete proves nothing yet. */
export function successWords({ state, successes, trials }: Evaluation): string {
  if (state === 'open') return 'not complete';
  if (state === 'withdrawn') return 'given up';
  const interval = wilsonInterval(successes, trials);
  return interval ? percentWithin(interval) : 'no trials';
}
