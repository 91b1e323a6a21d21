'use client';

import { NativeSelect, Radio } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { OUTCOMES } from '@/server/core/recording/outcome';
import type { OutcomeSource } from '@/server/core/recording/schema';
import classes from '../imports.module.css';
import type { Draft, Inspection } from './draft';
import { FactorRule } from './factor-rule';
import { ListInput } from './list-input';

/** Who drove, on what, how it ended, and which level of each factor an episode has. */
export function MappingStep({
  program,
  seen,
  draft,
  change,
  onColumn,
}: {
  program: string;
  seen: Inspection;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  onColumn: (name: string) => void;
}) {
  const trpc = useTRPC();
  const { data: choices } = useSuspenseQuery(trpc.imports.choices.queryOptions({ program }));
  const driven = draft.kind === 'probe_rollout';
  const setRule = (key: string, rule: Draft['rules'][string]) => change({ rules: { ...draft.rules, [key]: rule } });
  return (
    <div className={classes.stack}>
      <Radio.Group
        label="Who drove?"
        value={draft.kind ?? ''}
        onChange={(kind) => change({ kind: kind === 'probe_rollout' ? 'probe_rollout' : 'demonstration' })}
      >
        <div className={classes.choices}>
          <Radio
            value="demonstration"
            label="A person: demonstrations"
            description="They count as collected evidence."
          />
          <Radio
            value="probe_rollout"
            label="A policy: probe rollouts"
            description="They are scored for disagreement."
          />
        </div>
      </Radio.Group>
      <div className={classes.fields}>
        {driven ? (
          <Choice
            label="Acting checkpoint"
            none="not registered"
            rows={choices.checkpoints}
            value={draft.checkpointId}
            onChange={(checkpointId) => change({ checkpointId })}
          />
        ) : (
          <Choice
            label="Operator"
            none="not recorded"
            rows={choices.operators}
            value={draft.operatorId}
            onChange={(operatorId) => change({ operatorId })}
          />
        )}
        <Choice
          label="Robot"
          none="not recorded"
          rows={choices.robots}
          value={draft.robotId}
          onChange={(robotId) => change({ robotId })}
        />
        <Choice
          label="Station"
          none="not recorded"
          rows={choices.stations}
          value={draft.stationId}
          onChange={(stationId) => change({ stationId })}
        />
        <NativeSelect
          label="Outcomes"
          data={outcomeChoices(seen, draft.outcome)}
          value={draft.outcome.from === 'declared' ? draft.outcome.outcome : draft.outcome.from}
          onChange={(event) => change({ outcome: outcomeOf(event.currentTarget.value, draft.outcome) })}
        />
      </div>
      <ListInput
        seen={seen}
        onTake={({ rules, outcome }) =>
          change({
            rules: {
              ...draft.rules,
              ...Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, { rule, guess: null }])),
            },
            ...(outcome ? { outcome } : {}),
          })
        }
      />
      {seen.factors.map((factor) => (
        <FactorRule
          key={factor.key}
          factor={factor}
          seen={seen}
          draft={draft.rules[factor.key]}
          onChange={(rule) => setRule(factor.key, rule)}
          onColumn={onColumn}
        />
      ))}
    </div>
  );
}

function Choice({
  label,
  none,
  rows,
  value,
  onChange,
}: {
  label: string;
  none: string;
  rows: readonly { id: number; name: string }[];
  value: number | null;
  onChange: (id: number | null) => void;
}) {
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: none }, ...rows.map(({ id, name }) => ({ value: String(id), label: name }))]}
      value={value === null ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
    />
  );
}

function outcomeChoices(seen: Inspection, outcome: OutcomeSource) {
  const judged = seen.outcomes.success + seen.outcomes.failure;
  return [
    { value: 'recording', label: judged > 0 ? 'As the recording says' : 'As the recording says: unknown' },
    { value: 'success', label: 'All are successes, I declare' },
    { value: 'failure', label: 'All are failures, I declare' },
    { value: 'unknown', label: 'Unknown for all' },
    ...(outcome.from === 'list' ? [{ value: 'list', label: 'From the list' }] : []),
  ];
}

function outcomeOf(value: string, before: OutcomeSource): OutcomeSource {
  const outcome = OUTCOMES.find((each) => each === value);
  if (outcome) return { from: 'declared', outcome };
  return value === 'list' ? before : { from: 'recording' };
}
