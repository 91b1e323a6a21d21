'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { durationWords } from '@/app/_ui/duration-words';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { ProgressPanel, type WorkState } from '@/app/_ui/progress-panel';
import { ImportState } from '../import-state';
import classes from '../imports.module.css';
import { ProblemList } from '../problem-list';
import { MatchingSection } from './matching-section';

type Imported = RouterOutput['imports']['show'];

const WORK: Record<Imported['state'], WorkState> = {
  queued: 'waiting',
  running: 'running',
  complete: 'done',
  partial: 'done',
  failed: 'failed',
};

/** The record of one import; follows it live while it runs. */
export function ImportRecord({ program, importId }: { program: string; importId: number }) {
  const trpc = useTRPC();
  const { data: imported } = useSuspenseQuery(trpc.imports.show.queryOptions({ program, importId }));
  const base = `/p/${program}/imports`;
  const ended = imported.finishedAt !== null;
  return (
    <div className={classes.stack}>
      <PageHead
        title={imported.name}
        state={<ImportState state={imported.state} />}
        answer={imported.result}
        action={
          <div className={classes.row}>
            <ButtonLink href={base} quiet>
              All imports
            </ButtonLink>
            {ended && <ButtonLink href={`${base}/episodes?import=${importId}`}>See its episodes</ButtonLink>}
          </div>
        }
      />
      {imported.state === 'failed' && (
        <Problem
          what={imported.error}
          kept={`${imported.episodesAdded} episodes of it are kept.`}
          next="Mend the recording and import it again: nothing comes in twice."
        />
      )}
      <ProgressPanel
        title="Import"
        state={WORK[imported.state]}
        done={imported.episodesDone}
        total={imported.episodesTotal}
        unit="episodes"
        ratePerSecond={rateOf(imported)}
      >
        <p>
          {imported.episodesAdded.toLocaleString('en')} added, {imported.episodesKnown.toLocaleString('en')} known
          already, {imported.framesTotal.toLocaleString('en')} frames read
          {ended && ` in ${durationWords(elapsedMs(imported))}`}.
        </p>
      </ProgressPanel>
      {ended && imported.state !== 'failed' && imported.kind === 'demonstration' && (
        <MatchingSection program={program} importId={importId} />
      )}
      {imported.left.length > 0 && (
        <Section title="Left out">
          <ProblemList problems={imported.left} />
        </Section>
      )}
      {imported.warnings.length > 0 && (
        <Section title="Worth knowing">
          <ProblemList problems={imported.warnings} />
        </Section>
      )}
    </div>
  );
}

function elapsedMs({ createdAt, finishedAt }: Imported): number {
  return (finishedAt ?? new Date()).getTime() - createdAt.getTime();
}

function rateOf(imported: Imported): number | null {
  const seconds = elapsedMs(imported) / 1000;
  return imported.episodesDone > 0 && seconds > 0 ? imported.episodesDone / seconds : null;
}
