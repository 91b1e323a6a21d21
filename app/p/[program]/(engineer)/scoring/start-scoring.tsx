'use client';

import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { TextLink } from '@/app/_ui/links';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { DisagreementForm, RolloutStatistic, ScoringForm } from '@/server/core/uncertainty/schema';
import type { Checkpoint } from '../checkpoints/checkpoint-words';
import classes from './scoring.module.css';
import { SignalFields, signalsBlocked } from './signal-fields';

const FORMS = [
  { value: 'rms', label: 'RMS (default)' },
  { value: 'variance', label: 'variance' },
  { value: 'pairwise', label: 'pairwise distance' },
];
const STATISTICS = [
  { value: 'mean', label: 'mean over its steps (default)' },
  { value: 'p95', label: '95 % quantile' },
  { value: 'windowMax', label: 'maximum over a window' },
  { value: 'max', label: 'maximum' },
];
const SCALING = [
  { value: 'frozen', label: 'frozen scale (default)' },
  { value: 'off', label: 'nothing: actions as they are' },
];

/** The form that starts a scoring run; refusals say what is missing. */
export function StartScoring({
  program,
  checkpoints,
  wanted,
}: {
  program: string;
  checkpoints: readonly Checkpoint[];
  wanted: number | null;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const first =
    checkpoints.find((row) => row.id === wanted) ?? checkpoints.find((row) => row.isCurrent) ?? checkpoints[0];
  const [checkpointId, setCheckpointId] = useState(first.id);
  const [form, setForm] = useState<ScoringForm>(ScoringForm.parse({}));
  const choices = useQuery(trpc.scoring.choices.queryOptions({ program, checkpointId }));
  const scalable = choices.data?.scalable !== false;
  // The usual choice would only be refused where there is nothing to make a scale from.
  const scaling = scalable ? form.scaling : 'off';
  const executedSteps = checkpoints.find((row) => row.id === checkpointId)?.executedSteps ?? 1;
  const blocked = signalsBlocked(form);
  const change = (part: Partial<ScoringForm>) => setForm((before) => ({ ...before, ...part }));
  const start = useMutation(
    trpc.scoring.start.mutationOptions({
      onSuccess: ({ scoringRunId }) => router.push(`/p/${program}/scoring/${scoringRunId}`),
    }),
  );
  return (
    <Section title="Score a checkpoint">
      <form
        className={classes.start}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ program, checkpointId, form: { ...form, scaling } });
        }}
      >
        <Select
          label="Checkpoint"
          data={checkpoints.map((row) => ({
            value: String(row.id),
            label: row.isCurrent ? `${row.name} (current)` : row.name,
          }))}
          value={String(checkpointId)}
          onChange={(value) => {
            if (!value) return;
            setCheckpointId(Number(value));
            change({ horizon: null });
          }}
          allowDeselect={false}
        />
        <Select
          label="Divided by"
          data={SCALING.map((each) => ({ ...each, disabled: each.value === 'frozen' && !scalable }))}
          value={scaling}
          onChange={(value) => change({ scaling: value === 'off' ? 'off' : 'frozen' })}
          allowDeselect={false}
        />
        <Select
          label="Spread of the members"
          data={FORMS}
          value={form.form}
          onChange={(value) => change({ form: DisagreementForm.parse(value) })}
          allowDeselect={false}
        />
        <Select
          label="Score of a rollout"
          data={STATISTICS}
          value={form.statistic}
          onChange={(value) => change({ statistic: RolloutStatistic.parse(value) })}
          allowDeselect={false}
        />
        <NumberInput
          label="Window"
          suffix=" steps"
          value={form.window}
          min={1}
          max={10_000}
          onChange={(value) => change({ window: Math.max(1, Number(value) || 1) })}
        />
        <NumberInput
          label="Compared steps"
          placeholder={`all ${executedSteps} executed (default)`}
          value={form.horizon ?? ''}
          min={1}
          max={executedSteps}
          onChange={(value) => change({ horizon: value === '' ? null : Number(value) })}
        />
        <SignalFields form={form} known={choices.data?.signals} change={change} />
        <Button type="submit" loading={start.isPending} disabled={choices.isPending || blocked !== null}>
          Start scoring
        </Button>
      </form>
      {blocked && (
        <p className={classes.quiet} role="status">
          {blocked}
        </p>
      )}
      {choices.data?.noveltyMissing && (
        <p className={classes.quiet}>Novelty cannot be measured. {choices.data.noveltyMissing}</p>
      )}
      {!scalable && (
        <p className={classes.quiet}>
          There is nothing to make a frozen scale from, so disagreement is in the actions' own units. For a frozen
          scale, <TextLink href={`/p/${program}/imports/new`}>import demonstrations</TextLink> with recorded actions, or{' '}
          <TextLink href={`/p/${program}/checkpoints/new`}>register the checkpoint</TextLink> with its action limits.
        </p>
      )}
      {start.isPending && (
        <p className={classes.quiet} role="status">
          Comparing the members on the first rollout…
        </p>
      )}
      {start.error && <Problem what={start.error.message} kept="No scoring was started." />}
    </Section>
  );
}
