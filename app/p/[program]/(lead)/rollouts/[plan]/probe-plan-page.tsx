'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { coverFigure } from '@/app/_ui/charts/cover-series';
import { ShareBarsChart } from '@/app/_ui/charts/share-bars-chart';
import { PageHead, Section } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import { heldBackSentences } from '../../schedule/schedule-words';
import { PlanDecision } from '../plan-decision';
import classes from '../rollouts.module.css';
import { planHeadline, planState, STATE_ROLES } from '../rollouts-words';

/** A plan of probe rollouts: what it comes to, how it covers every level, and what was held back. */
export function ProbePlanPage({ program, probePlanId }: { program: string; probePlanId: number }) {
  const trpc = useTRPC();
  const { data: plan } = useSuspenseQuery(trpc.rollouts.plan.queryOptions({ program, probePlanId }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { request, summary } = plan;
  const heldBack = heldBackSentences(summary.heldBack);
  const state = planState(plan);
  return (
    <>
      <PageHead
        title={`Probe plan ${plan.id}`}
        answer={planHeadline(plan)}
        state={<StateBadge role={STATE_ROLES[state]}>{state}</StateBadge>}
        action={about.roles.includes('lead') ? <PlanDecision program={program} plan={plan} /> : undefined}
      />
      <Section title="How it covers each level">
        <ShareBarsChart figure={coverFigure(summary.cover, plan.configurations)} />
      </Section>
      <Section title="What was held back">
        {heldBack.length === 0 ? (
          <p>Nothing: every configuration of the matrix could be drawn.</p>
        ) : (
          <ul className={classes.list}>
            {heldBack.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        {request.driveUnknown && <p>What no policy had driven yet could be drawn too: a lead allowed it.</p>}
      </Section>
      <Section title="How to get the same again">
        <p>
          {request.sharePercent} % of the matrix, {request.randomPercent} % of it at random, seed “{request.seed}”: on
          the same matrix this draws the same configurations.
        </p>
      </Section>
    </>
  );
}
