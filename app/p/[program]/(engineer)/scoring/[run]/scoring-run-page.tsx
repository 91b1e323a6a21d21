'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { ScoreHistogramChart } from '@/app/_ui/charts/score-histogram-chart';
import { histogramFigure } from '@/app/_ui/charts/score-histogram-series';
import { ButtonLink } from '@/app/_ui/links';
import { noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { ProgressPanel } from '@/app/_ui/progress-panel';
import {
  formWords,
  measureNote,
  measureWords,
  noveltyWords,
  placeWords,
  type Results,
  resultAnswer,
  type Scoring,
  scaleWords,
  trustWords,
  unitWords,
  workState,
} from '../scoring-words';
import { CalibrationFigures } from './calibration-figures';
import { ConfigurationScores } from './configuration-scores';
import { HeldConfigurations } from './held-configurations';
import { RolloutScores } from './rollout-scores';

export function ScoringRunPage({ program, scoringRunId }: { program: string; scoringRunId: number }) {
  const trpc = useTRPC();
  const { data: run } = useSuspenseQuery(trpc.scoring.show.queryOptions({ program, scoringRunId }));
  const { data: results } = useSuspenseQuery(trpc.scoring.results.queryOptions({ program, scoringRunId }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const done = run.state === 'done';
  const schedules = done && shown.roles.includes('lead');
  return (
    <>
      <PageHead
        title={`Scoring run ${run.id}`}
        answer={resultAnswer(run, results)}
        action={schedules && <ButtonLink href={`/p/${program}/schedule`}>Schedule from these scores</ButtonLink>}
      />
      {!done && <Progress program={program} run={run} />}
      {run.error && <Problem what={run.error} kept="Predictions computed so far are kept." />}
      {done && <Found program={program} run={run} results={results} />}
    </>
  );
}

function Progress({ program, run }: { program: string; run: Scoring }) {
  const trpc = useTRPC();
  const onError = (error: { message: string }) => noticeProblem(error.message);
  const cancel = useMutation(trpc.scoring.cancel.mutationOptions({ onError }));
  const resume = useMutation(trpc.scoring.resume.mutationOptions({ onError }));
  const ids = { program, scoringRunId: run.id };
  const stopped = run.state === 'cancelled' || run.state === 'failed';
  return (
    <ProgressPanel
      title={`Scoring ${run.checkpointName}`}
      state={cancel.isPending ? 'cancelling' : workState(run.state)}
      done={run.framesDone}
      total={run.framesTotal}
      unit="frames"
      ratePerSecond={run.ratePerSecond}
      onCancel={() => cancel.mutate(ids)}
      action={
        stopped && (
          <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate(ids)}>
            Resume
          </Button>
        )
      }
    >
      <p>
        {run.episodesDone.toLocaleString('en')} of {run.episodesTotal.toLocaleString('en')} rollouts,{' '}
        {formWords(run.form)}
      </p>
    </ProgressPanel>
  );
}

function Found({ program, run, results }: { program: string; run: Scoring; results: Results }) {
  const unit = unitWords(run.form);
  return (
    <>
      <Section title={placeWords(run)}>
        <ScoreHistogramChart
          figure={histogramFigure(results.distribution, {
            checkpoint: run.checkpointName,
            threshold: run.threshold,
            measure: measureWords(run),
            unit,
          })}
        />
        {measureNote(run) && <p>{measureNote(run)}</p>}
        <p>{trustWords(run)}</p>
        <p>
          Measured as {formWords(run.form)}. {scaleWords(run)}
        </p>
        <p>{noveltyWords(results)}</p>
      </Section>
      <CalibrationFigures program={program} scoringRunId={run.id} measure={measureWords(run)} />
      <HeldConfigurations program={program} holds={results.holds} />
      <ConfigurationScores results={results} threshold={run.threshold} measure={measureWords(run)} unit={unit} />
      <RolloutScores program={program} results={results} unit={unit} window={run.form.window} measure={run.measure} />
    </>
  );
}
