'use client';

import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeDone } from '@/app/_ui/notices';
import { PageHead } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { StepperFrame } from '@/app/_ui/stepper-frame';
import { CardStep } from './card-step';
import {
  actionsBlocked,
  type CheckpointDraft,
  draftFor,
  filesBlocked,
  limitsOf,
  openInputs,
  registrationOf,
} from './draft';
import { FilesStep } from './files-step';
import { TrainingStep } from './training-step';

const LAST = 2;

/** Three steps: the files, how they are fed and read, and what they were trained on. */
export function RegisterCheckpoint({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: confirmed } = useSuspenseQuery(trpc.checkpoints.confirmed.queryOptions({ program }));
  const [draft, setDraft] = useState<CheckpointDraft>(() => draftFor(confirmed));
  const [step, setStep] = useState(0);
  const change = (part: Partial<CheckpointDraft>) => setDraft((before) => ({ ...before, ...part }));
  const register = useMutation(
    trpc.checkpoints.register.mutationOptions({
      onSuccess({ checkpointId }) {
        noticeDone(`${draft.name} is registered.`);
        router.push(`/p/${program}/scoring?checkpoint=${checkpointId}`);
      },
    }),
  );
  const blocked = [filesBlocked(draft), cardBlocked(draft), draft.name.trim() ? null : 'Give it a name.'][step];
  const props = { program, draft, change };
  return (
    <>
      <PageHead
        title="Register checkpoint"
        answer="One training result: what its members read, what they predict, and how many demonstrations it has seen."
      />
      <StepperFrame
        label="Register checkpoint"
        steps={[
          {
            label: 'Files',
            decided: draft.form === 'recorded' ? 'recorded predictions' : `${draft.members.length} models`,
          },
          { label: 'Card', decided: 'confirmed' },
          { label: 'Training' },
        ]}
        current={step}
        onStep={setStep}
        onNext={() => (step < LAST ? setStep(step + 1) : register.mutate({ program, ...registrationOf(draft) }))}
        nextLabel={step === LAST ? 'Register' : undefined}
        blocked={blocked}
        pending={register.isPending}
      >
        {step === 0 && <FilesStep {...props} />}
        {step === 1 && <CardStep {...props} />}
        {step === 2 && <TrainingStep {...props} confirmed={confirmed} />}
        {register.error && <Problem what={register.error.message} />}
      </StepperFrame>
    </>
  );
}

function cardBlocked(draft: CheckpointDraft): string | null {
  if (limitsOf(draft.limits) === undefined) return 'The action limits cannot be read.';
  const open = draft.form === 'recorded' ? [] : openInputs(draft);
  if (open.length > 0) return `Say what ${open.join(' and ')} ${open.length > 1 ? 'read' : 'reads'}.`;
  return actionsBlocked(draft);
}
