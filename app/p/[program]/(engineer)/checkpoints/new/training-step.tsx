'use client';

import { Button, NumberInput, Radio, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { ARMS, type Arm } from '@/server/core/collect/words';
import type { CheckpointDraft } from './draft';
import type { StepProps } from './files-step';
import classes from './register-checkpoint.module.css';

/** Name, lineage and what it was trained on. */
export function TrainingStep({ program, draft, change, confirmed }: StepProps & { confirmed: number }) {
  const trpc = useTRPC();
  const { data: runs } = useSuspenseQuery(trpc.runs.list.queryOptions({ program }));
  return (
    <div className={classes.step}>
      <TextInput
        label="Name"
        description="For example the step or the date of the training"
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        required
      />
      <div className={classes.row}>
        <Select
          label="Run"
          description="The lineage it belongs to; efficiency compares arms"
          placeholder="none"
          data={runs.map((run) => ({ value: String(run.id), label: `${run.name} (${run.arm})` }))}
          value={draft.runId === null ? null : String(draft.runId)}
          onChange={(value) => change({ runId: value === null ? null : Number(value) })}
          clearable
        />
        <NewRun program={program} onMade={(runId) => change({ runId })} />
      </div>
      <Radio.Group
        label="Training set"
        value={draft.training}
        onChange={(value) => change({ training: value as CheckpointDraft['training'] })}
      >
        <div className={classes.choices}>
          <Radio
            value="confirmed"
            disabled={confirmed === 0}
            label={
              confirmed === 0
                ? 'All confirmed demonstrations: there are none yet'
                : `All ${confirmed.toLocaleString('en')} demonstrations that are confirmed now, frozen as a list`
            }
          />
          <Radio value="declared" label="Only its size is known" />
          <Radio value="unknown" label="Unknown: it stays out of the efficiency figures" />
        </div>
      </Radio.Group>
      {draft.training === 'declared' && (
        <NumberInput
          label="Demonstrations"
          value={draft.declaredSize}
          min={0}
          onChange={(value) => change({ declaredSize: Number(value) || 0 })}
        />
      )}
      <Switch
        label="Make it the current checkpoint"
        checked={draft.current}
        onChange={(event) => change({ current: event.currentTarget.checked })}
      />
    </div>
  );
}

function NewRun({ program, onMade }: { program: string; onMade: (runId: number) => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [arm, setArm] = useState<Arm>('active');
  const register = useMutation(
    trpc.runs.register.mutationOptions({
      async onSuccess({ runId }) {
        await queries.invalidateQueries({ queryKey: trpc.runs.list.queryKey({ program }) });
        setName('');
        onMade(runId);
      },
      onError: (error) => noticeProblem(error.message),
    }),
  );
  return (
    <>
      <TextInput label="New run" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label="Arm" data={[...ARMS]} value={arm} onChange={(value) => value && setArm(value as Arm)} w={110} />
      <Button
        variant="default"
        disabled={!name.trim()}
        loading={register.isPending}
        onClick={() => register.mutate({ program, name, arm })}
      >
        Open run
      </Button>
    </>
  );
}
