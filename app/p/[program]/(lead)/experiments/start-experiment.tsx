'use client';

import { Autocomplete, Button, Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { strategies } from '@/server/core/acquisition/strategies';
import { DEFAULT_EXPERIMENT } from '@/server/core/experiment/arms';
import { Experiment, PHYSICS } from '@/server/core/experiment/schema';
import { DEFAULT_STRATEGY, StrategyName } from '@/server/core/schedule/schema';
import classes from './experiments.module.css';

const DESIGNS = ['skew', 'het', 'pocket', 'flat', 'skew+noise', 'skew+two-way', 'random:100'];
const STRATEGIES = StrategyName.options.map((value) => ({ value, label: strategies[value].title }));
/** Fewer paired seeds cannot reach a p below .05. */
const CLAIM_NEEDS = 6;

type Numbers = 'rounds' | 'initial' | 'perRound' | 'trials';
const NUMBERS: { key: Numbers; label: string; most: number }[] = [
  { key: 'initial', label: 'Random demonstrations first', most: 1000 },
  { key: 'rounds', label: 'Rounds', most: 20 },
  { key: 'perRound', label: 'Demonstrations a round', most: 200 },
  { key: 'trials', label: 'Trials a configuration', most: 10 },
];

/**
 * The form that starts an experiment; it is kept in the program of its design, which opens then. It begins with the
 * settings of `last`, so that what is added can be compared with it.
 */
export function StartExperiment({
  program,
  design,
  last = DEFAULT_EXPERIMENT,
}: {
  program: string;
  design: string;
  last?: Omit<Experiment, 'design' | 'strategies' | 'seeds'>;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const [ask, setAsk] = useState({
    ...last,
    design,
    strategies: ['random', DEFAULT_STRATEGY] as StrategyName[],
    seeds: CLAIM_NEEDS,
  });
  const change = (part: Partial<typeof ask>) => setAsk((before) => ({ ...before, ...part }));
  const plan = Experiment.safeParse({ ...ask, seeds: Array.from({ length: ask.seeds }, (_, seed) => seed) });
  const start = useMutation(
    trpc.experiments.start.mutationOptions({ onSuccess: ({ program: kept }) => router.push(`/p/${kept}/experiments`) }),
  );
  return (
    <Section title="Try strategies">
      <form
        className={classes.ask}
        onSubmit={(event) => {
          event.preventDefault();
          if (plan.success) start.mutate({ program, ...plan.data });
        }}
      >
        <Autocomplete
          label="Design"
          data={DESIGNS}
          value={ask.design}
          onChange={(value) => change({ design: value })}
          maxLength={40}
        />
        <MultiSelect
          className={classes.wide}
          label="Strategies"
          data={STRATEGIES}
          value={ask.strategies}
          onChange={(values) => change({ strategies: values.map((value) => StrategyName.parse(value)) })}
          searchable
          hidePickedOptions
        />
        <NumberInput
          label="Seeds"
          value={ask.seeds}
          min={1}
          max={50}
          allowDecimal={false}
          onChange={(value) => change({ seeds: Math.max(1, Number(value) || 1) })}
        />
        <Select
          label="Physics"
          data={PHYSICS.map((value) => ({ value, label: value === 'mujoco' ? 'MuJoCo' : 'light planar' }))}
          value={ask.physics}
          onChange={(value) => change({ physics: value === 'mujoco' ? 'mujoco' : 'light' })}
          allowDeselect={false}
        />
        {NUMBERS.map(({ key, label, most }) => (
          <NumberInput
            key={key}
            label={label}
            value={ask[key]}
            min={1}
            max={most}
            allowDecimal={false}
            onChange={(value) => change({ [key]: Math.max(1, Number(value) || 1) })}
          />
        ))}
        <Checkbox
          className={classes.tick}
          label="Under the default caps"
          checked={ask.capped}
          onChange={(event) => change({ capped: event.currentTarget.checked })}
        />
        <Button type="submit" loading={start.isPending} disabled={!plan.success}>
          Start experiment
        </Button>
      </form>
      <p className={classes.quiet} role="status">
        {plan.success ? sizeWords(ask) : plan.error.issues[0].message}
      </p>
      {start.error && <Problem what={start.error.message} kept="No experiment was started." />}
    </Section>
  );
}

function sizeWords(ask: { strategies: readonly StrategyName[]; seeds: number }): string {
  const arms = ask.strategies.length * ask.seeds;
  const size = `${arms} ${arms === 1 ? 'arm' : 'arms'}, each a whole collection from its first demonstrations to its last training; those that are there already are not run again.`;
  if (!ask.strategies.includes('random')) return `${size} Without random collection nothing is compared.`;
  return ask.seeds < CLAIM_NEEDS ? `${size} Fewer than ${CLAIM_NEEDS} seeds prove nothing.` : size;
}
