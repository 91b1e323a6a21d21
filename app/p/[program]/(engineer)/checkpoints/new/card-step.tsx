'use client';

import { NumberInput, Select, Textarea } from '@mantine/core';
import { StateBadge } from '@/app/_ui/state-badge';
import type { CardInput, InputSource } from '@/server/core/policy/schema';
import { ActionKinds } from './action-kinds';
import { type CheckpointDraft, limitsOf } from './draft';
import type { StepProps } from './files-step';
import classes from './register-checkpoint.module.css';

type Guess = CheckpointDraft['members'][number]['found']['guess']['inputs'][number];

const OTHER = [
  { value: 'noise', label: 'noise, the same for all members' },
  { value: 'step', label: 'index of the frame' },
  { value: 'constant', label: 'constant 0' },
];

/** How the policy is fed and read: guesses are marked until somebody confirms or changes them. */
export function CardStep({ draft, change }: StepProps) {
  return draft.form === 'recorded' ? (
    <Declared draft={draft} change={change} />
  ) : (
    <Mapped draft={draft} change={change} />
  );
}

function Mapped({ draft, change }: Omit<StepProps, 'program'>) {
  const found = draft.members[0]?.found;
  if (!found) return null;
  const { guess, features, graph } = found;
  const sources = features.flatMap((f) => (f.readable ? [{ value: `feature:${f.name}`, label: f.name }] : []));
  return (
    <div className={classes.step}>
      <p>
        Every member is fed alike. What is guessed from the file and the recordings is marked; confirm or change it.
      </p>
      {guess.inputs.map((input) => (
        <MappedInput key={input.input.name} guess={input} sources={sources} draft={draft} change={change} />
      ))}
      <Select
        label="Output with the actions"
        description={guess.output.reason}
        data={graph.outputs.map((output) => output.name)}
        value={draft.output ?? guess.output.name}
        onChange={(output) => change({ output })}
      />
      <div className={classes.fields}>
        <NumberInput
          label="Observation history"
          description="Frames the policy sees, the current one included"
          value={draft.observationHistory}
          min={1}
          max={64}
          onChange={(value) => change({ observationHistory: Number(value) || 1 })}
        />
        <NumberInput
          label="Executed steps"
          description={`Of a chunk of ${guess.output.chunkLength ?? '?'}; only these are compared`}
          value={draft.executedSteps ?? guess.output.chunkLength ?? 1}
          min={1}
          max={guess.output.chunkLength ?? 4096}
          onChange={(value) => change({ executedSteps: Number(value) || null })}
        />
        {draft.form === 'stochastic' && (
          <NumberInput
            label="Samples per observation"
            description="Draws whose spread is measured"
            value={draft.samples}
            min={2}
            max={256}
            onChange={(value) => change({ samples: Number(value) || 2 })}
          />
        )}
      </div>
      <ActionKinds draft={draft} change={change} />
      <Limits draft={draft} change={change} dims={guess.output.dims} />
      <p className={classes.quiet}>
        Actions count as already un-normalised. Members whose graph answers in normalised units need their statistics:
        give them with the card over the API.
      </p>
    </div>
  );
}

function MappedInput({
  guess,
  sources,
  draft,
  change,
}: {
  guess: Guess;
  sources: { value: string; label: string }[];
} & Omit<StepProps, 'program'>) {
  const { input, source, certainty, reason } = guess;
  const chosen = draft.inputs[input.name]?.source ?? source;
  const choose = (value: string | null) => {
    if (!value) return;
    const next: CardInput = { ...input, source: sourceOf(value, source), normalisation: { kind: 'none' } };
    change({ inputs: { ...draft.inputs, [input.name]: next } });
  };
  return (
    <div className={classes.input}>
      <Select
        label={`${input.name} [${input.shape.join(', ')}]`}
        description={draft.inputs[input.name] ? 'Chosen by you.' : reason}
        data={[
          { group: 'Recorded', items: sources },
          { group: 'Made', items: OTHER },
        ]}
        value={chosen ? choiceOf(chosen) : null}
        onChange={choose}
        searchable
        error={chosen ? undefined : 'Say what this input reads.'}
      />
      {!draft.inputs[input.name] && certainty !== 'none' && (
        <StateBadge>{certainty === 'name' ? 'guessed by its name' : 'guessed by its shape'}</StateBadge>
      )}
    </div>
  );
}

const choiceOf = (source: InputSource) => (source.kind === 'feature' ? `feature:${source.feature}` : source.kind);

function sourceOf(value: string, guessed: InputSource | null): InputSource {
  if (value === 'noise' || value === 'step') return { kind: value };
  if (value === 'constant') return { kind: 'constant', value: 0 };
  const feature = value.slice('feature:'.length);
  return guessed?.kind === 'feature' && guessed.feature === feature ? guessed : { kind: 'feature', feature, scale: 1 };
}

function Declared({ draft, change }: Omit<StepProps, 'program'>) {
  const dims = draft.actions.split('\n').filter((line) => line.trim()).length;
  return (
    <div className={classes.step}>
      <Textarea
        label="Action dimensions"
        description="One name a line, in the order of your predictions"
        value={draft.actions}
        onChange={(event) => change({ actions: event.currentTarget.value })}
        rows={8}
      />
      <div className={classes.fields}>
        <NumberInput
          label="Chunk length"
          value={draft.chunkLength}
          min={1}
          onChange={(value) => change({ chunkLength: Number(value) || 1 })}
        />
        <NumberInput
          label="Executed steps"
          description="Rows of a chunk that the robot executes and that are compared"
          value={draft.executedSteps ?? draft.chunkLength}
          min={1}
          max={draft.chunkLength}
          onChange={(value) => change({ executedSteps: Number(value) || null })}
        />
      </div>
      <ActionKinds draft={draft} change={change} />
      <Limits draft={draft} change={change} dims={dims} />
    </div>
  );
}

function Limits({ draft, change, dims }: Omit<StepProps, 'program'> & { dims: number | null }) {
  const read = limitsOf(draft.limits);
  const wrong =
    read === undefined
      ? 'Each line needs two numbers: low, high.'
      : read && dims !== null && read.length !== dims
        ? `${read.length} limits for ${dims} dimensions.`
        : undefined;
  return (
    <Textarea
      label="Action limits"
      description="Optional: one “low, high” a line, in action units. A configuration whose predictions leave them in more than 1 % of the steps is held until a lead releases it."
      value={draft.limits}
      onChange={(event) => change({ limits: event.currentTarget.value })}
      error={wrong}
      rows={3}
    />
  );
}
