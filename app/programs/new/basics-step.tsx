'use client';

import { NumberInput, Select, TextInput } from '@mantine/core';
import { slugOf } from '@/server/core/program/slug';
import type { StepProps } from './new-program';
import classes from './new-program.module.css';

/** Name, id, time zone, money and block size. */
export function BasicsStep({ draft, change, issues }: StepProps) {
  return (
    <div className={classes.fields}>
      <TextInput
        label="Name"
        description="As people will see it, e.g. Kitchen pick and place"
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={issues.name}
        autoFocus
      />
      <TextInput
        label="Id"
        description="In addresses, the API and the command line"
        placeholder={slugOf(draft.name)}
        value={draft.slug}
        onChange={(event) => change({ slug: event.currentTarget.value })}
        error={issues.slug}
      />
      <Select
        label="Time zone"
        description="Where its days begin and end"
        data={timeZones(draft.timeZone)}
        value={draft.timeZone}
        onChange={(timeZone) => timeZone && change({ timeZone })}
        error={issues.timeZone}
        searchable
        nothingFoundMessage="No time zone by that name"
      />
      <TextInput
        label="Currency"
        description="Three capital letters"
        value={draft.currency}
        onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase().slice(0, 3) })}
        error={issues.currency}
      />
      <NumberInput
        label="Block size"
        description="Demonstrations of one configuration in a row"
        value={draft.blockSize}
        onChange={(value) => change({ blockSize: Number(value) })}
        error={issues.blockSize}
        min={1}
        max={100}
        allowDecimal={false}
      />
      <TextInput
        label={`Cost per demonstration, ${draft.currency}`}
        description="Operator time and wear; you can leave it empty"
        inputMode="decimal"
        value={draft.perDemonstration}
        onChange={(event) => change({ perDemonstration: event.currentTarget.value })}
        error={money(issues.costPerDemonstrationMinor)}
      />
      <TextInput
        label={`Overhead per round, ${draft.currency}`}
        description="Training, scoring and planning of one round"
        inputMode="decimal"
        value={draft.perRound}
        onChange={(event) => change({ perRound: event.currentTarget.value })}
        error={money(issues.costPerRoundMinor)}
      />
    </div>
  );
}

function money(issue: string | undefined): string | undefined {
  return issue && 'An amount from 0 up, e.g. 12.50.';
}

function timeZones(own: string): string[] {
  return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];
}
