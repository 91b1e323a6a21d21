'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { PHASES, type Phase } from '@/server/core/experiment/loop';
import type { AppRouter } from '@/server/routers';
import classes from './lab-round.module.css';

type LastRound = NonNullable<inferRouterOutputs<AppRouter>['labRounds']['show']['last']>;

const PHASE_WORDS: Record<Phase, string> = {
  score: 'Score',
  schedule: 'Schedule',
  collect: 'Collect',
  retrain: 'Retrain',
  evaluate: 'Evaluate',
};

/** The simulated lab of the program: a button that has it work a round off, and its steps as they go by. */
export function LabRound({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.labRounds.show.queryOptions({ program }));
  const start = useMutation(trpc.labRounds.start.mutationOptions({ onError: (error) => noticeProblem(error.message) }));
  const { why, last } = data;
  const going = last?.state === 'queued' || last?.state === 'running';
  return (
    <Section
      title="The simulated lab"
      aside={
        <Button
          size="xs"
          disabled={why !== null || going}
          loading={start.isPending || going}
          onClick={() => start.mutate({ program })}
        >
          Run the next round
        </Button>
      }
    >
      {why !== null && <p className={classes.quiet}>{why}</p>}
      {why === null && !last && (
        <p className={classes.quiet}>
          It collects what the open round asks for still, retrains and evaluates both arms, scores the new checkpoint
          and publishes the next round, through the API as a real lab would.
        </p>
      )}
      {last?.error && (
        <Problem what={last.error} kept="What was done is kept." next="Run it again to go on from there." />
      )}
      {going && last.steps.length === 0 && (
        <p role="status" className={classes.quiet}>
          {last.state === 'queued' ? 'Waiting for the worker.' : 'The lab is starting.'}
        </p>
      )}
      {last && last.steps.length > 0 && <Steps last={last} going={going} />}
    </Section>
  );
}

function Steps({ last: { steps, finishedAt }, going }: { last: LastRound; going: boolean }) {
  const current = going ? steps.find((step) => step.finishedAt === null) : undefined;
  const done = steps.filter((step) => step.finishedAt !== null).length;
  return (
    <>
      <ol className={classes.phases} aria-label="Parts of the round">
        {PHASES.map((phase) => (
          <li
            key={phase}
            className={classes.phase}
            data-state={stateOf(steps, phase, current?.phase)}
            aria-current={current?.phase === phase ? 'step' : undefined}
          >
            {PHASE_WORDS[phase]}
          </li>
        ))}
      </ol>
      <p role="status" className={classes.quiet}>
        {current
          ? `${PHASE_WORDS[current.phase]}: ${whatWords(current.what)}`
          : `${done} steps done${finishedAt && !going ? '; the next round is open' : ''}.`}
      </p>
      <ol className={classes.steps} aria-label="Steps">
        {steps.map(({ phase, what, startedAt, finishedAt: ended }) => (
          <li key={`${phase} ${what}`}>
            <span>{PHASE_WORDS[phase]}</span> <span>{whatWords(what)}</span>{' '}
            <span className={classes.quiet}>
              {ended ? secondsWords(startedAt, ended) : going ? 'at work' : 'cut off'}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function stateOf(steps: LastRound['steps'], phase: Phase, current: Phase | undefined): string {
  if (current === phase) return 'current';
  return steps.some((step) => step.phase === phase && step.finishedAt !== null) ? 'done' : 'ahead';
}

/** "active-112" is the active arm's checkpoint of 112 demonstrations, "round-4" the batch of the fifth round: the bootstrap was the first. */
function whatWords(what: string): string {
  const [, arm, size] = /^(active|random)-(\d+)$/.exec(what) ?? [];
  if (arm) return `${arm} arm, ${size} demonstrations`;
  const [, random, batch] = /^(random-)?round-(\d+)$/.exec(what) ?? [];
  return batch ? `${random ? 'random arm, ' : ''}round ${Number(batch) + 1}` : what;
}

function secondsWords(from: string, to: string): string {
  return `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;
}
