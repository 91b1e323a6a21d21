'use client';

import { Button } from '@mantine/core';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { OutcomeMark } from '@/app/_ui/outcome-mark';
import { PageHead, Section } from '@/app/_ui/page-head';
import { ChartSkeleton } from '@/app/_ui/skeletons';
import { KIND_WORDS } from '@/server/core/collect/kind-words';
import { EpisodeTimeline } from '../../(engineer)/imports/episodes/[episode]/episode-timeline';
import { Choice, JudgeBar } from '../../(engineer)/imports/episodes/[episode]/judge-bar';
import classes from './judge.module.css';
import { queueWords, whyWords } from './judge-words';

type Awaiting = RouterOutput['recordings']['judging']['next'][number];

/** One episode after another, the one most worth a verdict first; a verdict or a skip brings the next. */
export function JudgeQueue({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data: queue, dataUpdatedAt } = useSuspenseQuery(trpc.recordings.judging.queryOptions({ program }));
  const [skipped, setSkipped] = useState<readonly number[]>([]);
  const [judged, setJudged] = useState({ id: 0, at: 0 });
  // Until the queue has been read again, the episode just judged still stands in it.
  const waiting = queue.next.filter(
    ({ id }) => !skipped.includes(id) && !(id === judged.id && dataUpdatedAt <= judged.at),
  );
  const [now, then] = waiting;
  useNextAtHand(program, then?.id);
  return (
    <>
      <PageHead
        title="Judge"
        answer={queueWords(queue)}
        action={
          <ButtonLink href={`/p/${program}/imports/episodes`} quiet>
            All episodes
          </ButtonLink>
        }
      />
      {now ? (
        <InHand
          key={now.id}
          program={program}
          awaiting={now}
          scored={queue.scored}
          onJudged={() => setJudged({ id: now.id, at: Date.now() })}
          onSkip={() => setSkipped([...skipped, now.id])}
        />
      ) : skipped.length > 0 ? (
        <EmptyState
          title={`Only the ${skipped.length} you skipped ${skipped.length === 1 ? 'is' : 'are'} left`}
          action={
            <Button variant="default" onClick={() => setSkipped([])}>
              Bring them back
            </Button>
          }
        />
      ) : (
        <EmptyState title="Episodes worth your verdict appear here.">
          First those without an outcome, then rollouts whose outcome only the recording or an operator stated; in both,
          where the members of the policy disagree most.
        </EmptyState>
      )}
    </>
  );
}

function InHand({
  program,
  awaiting,
  scored,
  onJudged,
  onSkip,
}: {
  program: string;
  awaiting: Awaiting;
  scored: number;
  onJudged: () => void;
  onSkip: () => void;
}) {
  const trpc = useTRPC();
  const { id } = awaiting;
  const { data: episode } = useQuery(trpc.recordings.episode.queryOptions({ program, episodeId: id }));
  if (!episode) return <ChartSkeleton height={420} />;
  return (
    <Section
      title={`${episode.datasetName} #${episode.sourceIndex}`}
      aside={<TextLink href={`/p/${program}/imports/episodes/${id}`}>Everything about this episode</TextLink>}
    >
      <p className={classes.what}>
        {episode.configurationId === null ? 'No configuration yet' : episode.levels.join(' · ')}
        <span className={classes.kind}>{KIND_WORDS[episode.kind]}</span>
        <OutcomeMark outcome={episode.outcome} source={episode.outcome === 'unknown' ? undefined : 'as stated'} />
      </p>
      <p className={classes.why}>
        <strong>Why this one: </strong>
        {whyWords(awaiting, scored)}
      </p>
      <JudgeBar
        program={program}
        episode={episode}
        onJudged={onJudged}
        more={<Choice label="Skip" hotkey="s" onChoose={onSkip} quiet />}
      />
      <EpisodeTimeline program={program} episodeId={id} />
    </Section>
  );
}

/** Loads the episode after this one while this one is looked at. */
function useNextAtHand(program: string, episodeId: number | undefined): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  useEffect(() => {
    if (episodeId === undefined) return;
    const input = { program, episodeId };
    void queries.prefetchQuery(trpc.recordings.episode.queryOptions(input));
    void queries.prefetchQuery(trpc.recordings.signals.queryOptions(input));
    void queries.prefetchQuery(trpc.recordings.uncertainty.queryOptions(input));
  }, [program, episodeId, queries, trpc]);
}
