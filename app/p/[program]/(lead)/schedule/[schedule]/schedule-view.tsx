'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { Caution } from '@/app/_ui/caution';
import { ShareBarsChart } from '@/app/_ui/charts/share-bars-chart';
import { shareFigure } from '@/app/_ui/charts/share-bars-series';
import { PageHead, Section } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import { strategies } from '@/server/core/acquisition/strategies';
import classes from '../schedule.module.css';
import {
  bootstrapSentence,
  capChoiceSentence,
  clusterSentence,
  headline,
  heldBackSentences,
  namedShares,
  orderSentence,
  stateWord,
} from '../schedule-words';
import { BoundList } from './bound-list';
import { Decision } from './decision';
import { PickTable } from './pick-table';
import { Provenance } from './provenance';
import { WhatIf } from './what-if';

/** A schedule: its headline, the share of every level, what the caps did, what was held back, and its picks. */
export function ScheduleView({ program, scheduleId }: { program: string; scheduleId: number }) {
  const trpc = useTRPC();
  const { data: shown } = useSuspenseQuery(trpc.schedules.show.queryOptions({ program, scheduleId }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { summary, request } = shown;
  const heldBack = heldBackSentences(summary.heldBack);
  const bootstrap = bootstrapSentence(summary.bootstrap);
  const groups = clusterSentence(summary);
  const way = orderSentence(shown);
  const acting = shown.picks.find((pick) => pick.kind === 'scored' || pick.kind === 'coverage')?.reason.strategy;
  const published = shown.publishedAt ? `, published ${shown.publishedAt.toISOString().slice(0, 10)}` : '';
  return (
    <>
      <PageHead
        title={`${about.name} · round ${shown.round.number} · schedule ${shown.id}${published}`}
        answer={headline(summary, shown.currency)}
        state={<StateBadge>{stateWord(shown)}</StateBadge>}
        action={about.roles.includes('lead') ? <Decision program={program} shown={shown} /> : undefined}
      />
      <div className={classes.cautions}>
        {bootstrap && <Caution>{bootstrap}</Caution>}
        {shown.override && (
          <Caution>
            {summary.stale} Scheduled all the same: {shown.override}
          </Caution>
        )}
        {summary.informative === false && (
          <Caution>
            Interpolation says nothing about configurations without rollouts, so those are ranked by their distance from
            evidence alone.
          </Caution>
        )}
        {summary.demonstrations < summary.requested && (
          <Caution>
            {summary.requested} demonstrations were asked for; {summary.demonstrations} fit under the limits.
          </Caution>
        )}
      </div>
      <Section title="Share of every variant">
        <ShareBarsChart figure={shareFigure(namedShares(shown), summary.demonstrations)} />
      </Section>
      <Section title="What the caps did">
        <BoundList shown={shown} />
        {summary.capChoices.length > 0 && (
          <ul className={classes.list}>
            {summary.capChoices.map((choice) => (
              <li key={choice.subject}>{capChoiceSentence(choice)}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="What was held back">
        {heldBack.length === 0 ? (
          <p>Nothing: every configuration of the matrix could be picked.</p>
        ) : (
          <ul className={classes.list}>
            {heldBack.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={`Picks in recording order, by ${strategies[acting ?? request.strategy].title.toLowerCase()}`}>
        {groups && <p>{groups}</p>}
        {way && <p>{way}</p>}
        <PickTable shown={shown} />
      </Section>
      {about.roles.some((role) => role === 'lead' || role === 'manager' || role === 'engineer') && (
        <Section title="What would others have picked?">
          <WhatIf program={program} scheduleId={scheduleId} />
        </Section>
      )}
      <Section title="How to get the same again">
        <Provenance
          program={program}
          shown={shown}
          mayReplay={about.roles.some((r) => r === 'lead' || r === 'engineer')}
        />
      </Section>
    </>
  );
}
