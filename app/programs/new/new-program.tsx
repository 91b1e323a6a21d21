'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { PageHead } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { TableSkeleton } from '@/app/_ui/skeletons';
import { type Step, StepperFrame } from '@/app/_ui/stepper-frame';
import type { CreatedProgram } from '@/server/services/programs/create';
import { BasicsStep } from './basics-step';
import { CapsStep } from './caps-step';
import { Created } from './created';
import { capQuestionsOf, type Draft, inputOf, issuesOf, issuesOfStep, matrixOf } from './draft';
import { FactorsStep } from './factors-step';
import { PeopleStep } from './people-step';
import { useKeptDraft } from './use-kept-draft';

const STEPS = [BasicsStep, FactorsStep, CapsStep, PeopleStep];

/** What every step receives. `issues` is empty until one tried to go on. */
export interface StepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  issues: Record<string, string>;
}

/** A program in four steps. What is typed survives a reload; what is wrong is said beside its field. */
export function NewProgram() {
  const trpc = useTRPC();
  const { draft, ready, change, forget } = useKeptDraft();
  const [tried, setTried] = useState(false);
  const [created, setCreated] = useState<CreatedProgram | null>(null);
  const create = useMutation(
    trpc.programs.create.mutationOptions({
      onSuccess(made) {
        forget();
        setCreated(made);
      },
    }),
  );
  if (created) return <Created program={created} name={draft.name} />;
  if (!ready) return <TableSkeleton rows={4} columns={2} />;

  const step = Math.min(draft.step, STEPS.length - 1);
  const last = step === STEPS.length - 1;
  const all = issuesOf(draft);
  const here = issuesOfStep(all, step);
  const wrong = Object.keys(here).length;
  const go = (to: number) => {
    setTried(false);
    change({ step: to });
  };
  const next = () => {
    if (wrong) return setTried(true);
    const unfinished = STEPS.findIndex((_, index) => Object.keys(issuesOfStep(all, index)).length > 0);
    if (!last) return go(step + 1);
    if (unfinished >= 0) return go(unfinished);
    create.mutate(inputOf(draft));
  };
  const Current = STEPS[step];
  return (
    <>
      <PageHead title="New program" answer={answerOf(draft)} />
      <StepperFrame
        label="New program"
        steps={stepsOf(draft)}
        current={step}
        onStep={go}
        onNext={next}
        nextLabel={last ? 'Make the program' : 'Continue'}
        blocked={tried && wrong ? `${wrong === 1 ? 'One thing is' : `${wrong} things are`} not right yet.` : null}
        pending={create.isPending}
      >
        <Current draft={draft} change={change} issues={tried ? here : {}} />
        {create.error && (
          <Problem
            what={create.error.message}
            kept="Nothing was made; everything you typed is still here."
            next="Change it and make the program again."
          />
        )}
      </StepperFrame>
    </>
  );
}

function answerOf(draft: Draft): string {
  const { total, words } = matrixOf(draft);
  if (total === 0) return 'What should the robot learn, in which variety, and who takes part?';
  return `${draft.name || 'The program'} will have ${words}.`;
}

function stepsOf(draft: Draft): Step[] {
  const { total } = matrixOf(draft);
  const capped = capQuestionsOf(draft).filter((question) => question.percent !== null).length;
  return [
    { label: 'Program', decided: `${draft.name} · ${draft.currency} · ${draft.timeZone}` },
    { label: 'Factors and levels', decided: `${total.toLocaleString('en')} configurations` },
    { label: 'Caps', decided: `${capped} ${capped === 1 ? 'cap' : 'caps'} in force` },
    { label: 'People' },
  ];
}
