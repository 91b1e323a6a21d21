'use client';

import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { minorPlaces } from '@/app/_ui/figure';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';

const numberOrNull = (value: number | string) => (value === '' ? null : Number(value));

/** What a lead holds the evidence against: minimum worth, budget, target, and what work takes. */
export function TermsForm({ program, data: { terms, currency } }: { program: string; data: EfficiencyData }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const major = 10 ** minorPlaces(currency);
  const [worth, setWorth] = useState<number | null>(terms.minimumWorthMinor / major);
  const [budget, setBudget] = useState(terms.budgetMinor === null ? null : terms.budgetMinor / major);
  const [target, setTarget] = useState(terms.targetSuccess === null ? null : 100 * terms.targetSuccess);
  const [each, setEach] = useState<number | null>(terms.minutesPerDemonstration);
  const [swap, setSwap] = useState<number | null>(terms.minutesPerChangeover);
  const save = useMutation(
    trpc.evaluations.setTerms.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.evaluations.pathFilter());
        noticeDone('The terms are kept; every figure on this page is held against them.');
      },
      onError: (error) => noticeProblem(error.message),
    }),
  );
  const field = (label: string, value: number | null, set: (value: number | null) => void, max?: number) => (
    <NumberInput
      key={label}
      className={classes.number}
      label={label}
      min={0}
      max={max}
      value={value ?? ''}
      onChange={(next) => set(numberOrNull(next))}
    />
  );
  return (
    <form
      className={classes.form}
      aria-label="Terms"
      data-screen-only
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          program,
          minimumWorthMinor: Math.round((worth ?? 0) * major),
          budgetMinor: budget === null ? null : Math.round(budget * major),
          targetSuccess: target === null ? null : target / 100,
          minutesPerDemonstration: each ?? 0,
          minutesPerChangeover: swap ?? 0,
        });
      }}
    >
      {field(`Minimum worth of a round, ${currency}`, worth, setWorth)}
      {field(`Budget, ${currency}`, budget, setBudget)}
      {field('Target success, %', target, setTarget, 99.9)}
      {field('Minutes a demonstration', each, setEach, 240)}
      {field('Minutes a swapped level', swap, setSwap, 240)}
      <Button type="submit" variant="default" loading={save.isPending}>
        Keep these terms
      </Button>
    </form>
  );
}
