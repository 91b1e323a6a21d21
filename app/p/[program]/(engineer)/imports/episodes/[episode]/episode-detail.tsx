'use client';

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { capitalised } from '@/app/_ui/figure';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { OutcomeMark } from '@/app/_ui/outcome-mark';
import { PageHead, Section } from '@/app/_ui/page-head';
import { KIND_WORDS } from '@/server/core/collect/kind-words';
import classes from '../../imports.module.css';
import { ExcludedBadge } from '../excluded-badge';
import { EpisodeTimeline } from './episode-timeline';
import { unsureWords } from './episode-words';
import { JudgeBar } from './judge-bar';

type Episode = RouterOutput['recordings']['episode'];
type Judgement = Episode['judgements'][number];

/** One episode with its facts and everything said about it; annotators and leads add their judgement here. */
export function EpisodeDetail({ program, episodeId }: { program: string; episodeId: number }) {
  const trpc = useTRPC();
  const { data: episode } = useSuspenseQuery(trpc.recordings.episode.queryOptions({ program, episodeId }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { data: spread } = useQuery(trpc.recordings.uncertainty.queryOptions({ program, episodeId }));
  const judges = shown.roles.some((role) => role === 'annotator' || role === 'lead');
  const imports = shown.roles.some((role) => role === 'engineer' || role === 'lead');
  const base = `/p/${program}/imports`;
  const stated = Object.entries(episode.attributes);
  return (
    <>
      <PageHead
        title={`${episode.datasetName} #${episode.sourceIndex}`}
        state={episode.excluded ? <ExcludedBadge /> : <OutcomeMark outcome={episode.outcome} />}
        answer={`${answerOf(episode)} ${spread ? unsureWords(spread) : ''}`}
        action={
          <ButtonLink href={`${base}/episodes`} quiet>
            All episodes
          </ButtonLink>
        }
      />
      {judges && <JudgeBar program={program} episode={episode} />}
      <Section title="Over time">
        <EpisodeTimeline program={program} episodeId={episodeId} />
      </Section>
      <Section title="Facts">
        <dl className={classes.facts}>
          <dt>Task</dt>
          <dd>{episode.taskText || 'none named'}</dd>
          <dt>Length</dt>
          <dd>
            {episode.frames.toLocaleString('en')} frames
            {episode.durationMs !== null && `, ${(episode.durationMs / 1000).toFixed(1)} s`}
          </dd>
          {episode.checkpointName && (
            <>
              <dt>Driven by</dt>
              <dd>{episode.checkpointName}</dd>
            </>
          )}
          <dt>Came in by</dt>
          <dd>
            {imports ? (
              <TextLink href={`${base}/${episode.importId}`}>{`import ${episode.importId}`}</TextLink>
            ) : (
              `import ${episode.importId}`
            )}
          </dd>
          <dt>Fingerprint</dt>
          <dd>
            <code>{episode.fingerprint}</code>
          </dd>
        </dl>
      </Section>
      {stated.length > 0 && (
        <Section title="As the recording states it">
          <dl className={classes.facts}>
            {stated.map(([name, value]) => (
              <Fragment key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{value === null ? 'absent' : String(value)}</dd>
              </Fragment>
            ))}
          </dl>
        </Section>
      )}
      <Section title="Judgements">
        <DataTable
          caption="Judgements"
          columns={COLUMNS}
          rows={episode.judgements}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="Nobody and nothing has judged this episode">
              Its outcome is unknown and counts as such.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

function answerOf({ kind, configurationId, levels }: Episode): string {
  const what = capitalised(KIND_WORDS[kind]);
  return configurationId === null ? `${what} without a configuration yet.` : `${what} of ${levels.join(' · ')}.`;
}

const COLUMNS: Column<Judgement>[] = [
  { key: 'at', head: 'When', cell: (row) => <Moment at={row.at} /> },
  { key: 'judge', head: 'By', cell: (row) => row.person ?? row.judge },
  {
    key: 'what',
    head: 'What',
    cell: (row) =>
      row.kind === 'excluded'
        ? row.value === 'true'
          ? 'excluded'
          : 'restored'
        : `${row.kind.replace('_', ' ')}: ${row.value}`,
  },
  { key: 'source', head: 'Why', cell: (row) => row.source || '–' },
];
