'use client';

import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { DisagreementForm, RolloutStatistic, ScoringForm } from '@/server/core/uncertainty/schema';
import type { Checkpoint } from '../checkpoints/checkpoint-words';
import classes from './scoring.module.css';

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
          start.mutate({ program, checkpointId, form });
        }}
      >
        <Select
          label="Checkpoint"
          data={checkpoints.map((row) => ({
            value: String(row.id),
            label: row.isCurrent ? `${row.name} (current)` : row.name,
          }))}
          value={String(checkpointId)}
          onChange={(value) => value && setCheckpointId(Number(value))}
          allowDeselect={false}
        />
        <Select
          label="Divided by"
          data={SCALING}
          value={form.scaling}
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
        <Button type="submit" loading={start.isPending}>
          Start scoring
        </Button>
      </form>
      {start.isPending && (
        <p className={classes.quiet} role="status">
          Comparing the members on the first rollout…
        </p>
      )}
      {start.error && <Problem what={start.error.message} kept="No scoring was started." />}
    </Section>
  );
}
