'use client';

import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { money } from '@/app/_ui/figure';
import classes from './schedule.module.css';
import type { Ask } from './use-ask';

const orNull = (value: string | number) => (value === '' ? null : Number(value));

/** Block size, seed and the limits of one batch, each empty until somebody needs it. */
export function LimitFields({
  ask,
  change,
  factors,
  currency,
  cost,
}: {
  ask: Ask;
  change: (part: Partial<Ask>) => void;
  factors: readonly { key: string; name: string; levels: readonly { name: string; retired: boolean }[] }[];
  currency: string;
  cost: { perDemonstrationMinor: number };
}) {
  const levels = factors.map((factor) => ({
    group: factor.name,
    items: factor.levels
      .filter((level) => !level.retired)
      .map((level) => ({ value: JSON.stringify([factor.key, level.name]), label: level.name })),
  }));
  const add = (value: string | null) => {
    if (!value) return;
    const [factor, level] = JSON.parse(value) as [string, string];
    if (ask.scarce.some((one) => one.factor === factor && one.level === level)) return;
    change({ scarce: [...ask.scarce, { factor, level, maximum: ask.blockSize }] });
  };
  return (
    <div className={classes.limits}>
      <div className={classes.fields}>
        <NumberInput
          className={classes.number}
          label="Block size"
          description="Most of one configuration in a row"
          value={ask.blockSize}
          onChange={(value) => change({ blockSize: Math.max(1, Number(value) || 1) })}
          min={1}
          max={100}
          allowDecimal={false}
        />
        <TextInput
          className={classes.number}
          label="Seed"
          description="Empty: made from the scoring run"
          value={ask.seed}
          maxLength={64}
          onChange={(event) => change({ seed: event.currentTarget.value })}
        />
        <NumberInput
          className={classes.number}
          label="Least per configuration"
          description="Of one that gets any"
          value={ask.minPerConfiguration}
          onChange={(value) => change({ minPerConfiguration: Math.max(1, Number(value) || 1) })}
          min={1}
          max={ask.maxPerConfiguration ?? 5000}
          allowDecimal={false}
        />
        <NumberInput
          className={classes.number}
          label="Most per configuration"
          description="Empty: only the caps hold"
          value={ask.maxPerConfiguration ?? ''}
          onChange={(value) => change({ maxPerConfiguration: orNull(value) })}
          min={1}
          allowDecimal={false}
        />
        <NumberInput
          className={classes.number}
          label={`Money, ${currency}`}
          description={
            cost.perDemonstrationMinor > 0
              ? `${money(cost.perDemonstrationMinor, currency)} a demonstration`
              : 'No cost of a demonstration is set'
          }
          disabled={cost.perDemonstrationMinor === 0}
          value={ask.money ?? ''}
          onChange={(value) => change({ money: orNull(value) })}
          min={0}
        />
        {ask.money !== null && (
          <NumberInput
            className={classes.number}
            label={`One set-up costs, ${currency}`}
            description="Once for each one that gets any"
            value={ask.moneyPerSetup}
            onChange={(value) => change({ moneyPerSetup: Math.max(0, Number(value) || 0) })}
            min={0}
          />
        )}
        <NumberInput
          className={classes.number}
          label="Operator time, h"
          description="Empty: no limit"
          value={ask.hours ?? ''}
          onChange={(value) => change({ hours: orNull(value) })}
          min={0}
        />
        {ask.hours !== null && (
          <NumberInput
            className={classes.number}
            label="One demonstration takes, min"
            description="Reset of the scene included"
            value={ask.minutesEach}
            onChange={(value) => change({ minutesEach: Math.max(0.1, Number(value) || 0.1) })}
            min={0.1}
          />
        )}
        {ask.hours !== null && (
          <NumberInput
            className={classes.number}
            label="One set-up takes, min"
            description="Once for each one that gets any"
            value={ask.minutesPerSetup}
            onChange={(value) => change({ minutesPerSetup: Math.max(0, Number(value) || 0) })}
            min={0}
          />
        )}
        <Select
          className={classes.number}
          label="Scarce level"
          description="There is little of it"
          placeholder="Add a level"
          data={levels}
          value={null}
          onChange={add}
          searchable
        />
      </div>
      {ask.scarce.map((one, index) => (
        <div key={`${one.factor}/${one.level}`} className={classes.verdict}>
          <NumberInput
            className={classes.number}
            label={`Most with ${one.level}, demonstrations`}
            value={one.maximum}
            onChange={(value) =>
              change({ scarce: ask.scarce.with(index, { ...one, maximum: Math.max(0, Number(value) || 0) }) })
            }
            min={0}
            allowDecimal={false}
          />
          <Button variant="subtle" size="compact-sm" onClick={() => change({ scarce: ask.scarce.toSpliced(index, 1) })}>
            Remove {one.level}
          </Button>
        </div>
      ))}
      <Checkbox
        label="Fill up to what fits, instead of refusing a batch that does not"
        checked={ask.upTo}
        onChange={(event) => change({ upTo: event.currentTarget.checked })}
      />
    </div>
  );
}
