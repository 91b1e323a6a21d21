'use client';

import { ActionIcon, Autocomplete, Button, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import classes from './scoring.module.css';

type Combined = Pick<ScoringForm, 'signals' | 'only'>;

interface SignalFieldsProps {
  form: Combined;
  /** Signals that are known of this checkpoint's rollouts; undefined until that is asked. */
  known: readonly string[] | undefined;
  change: (part: Partial<Combined>) => void;
}

/** What keeps the signals and conditions from being used, in a sentence; null when nothing does. */
export function signalsBlocked({ signals, only }: Combined): string | null {
  if ([...signals, ...only].some(({ signal }) => !signal.trim())) return 'Name each signal, or take its row away.';
  if (signals.some(({ weight }) => !(weight > 0))) return 'A weight is above 0.';
  if (only.some(({ above, below }) => above === null && below === null))
    return 'Give each condition a bound, or take it away.';
  return null;
}

const numberOf = (value: string | number) => (value === '' || value === '-' ? null : Number(value));
const without = <T,>(rows: readonly T[], at: number) => rows.filter((_, row) => row !== at);
const changed = <T,>(rows: readonly T[], at: number, part: Partial<T>) =>
  rows.map((row, own) => (own === at ? { ...row, ...part } : row));

/** The signals whose weighted sum is the score, and the conditions a step has to meet to count. */
export function SignalFields({ form: { signals, only }, known: asked, change }: SignalFieldsProps) {
  const known = asked ?? [];
  const [main = 'the main signal'] = known;
  return (
    <div className={classes.signals}>
      {signals.map(({ signal, weight }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are only added at the end
        <div key={at} className={classes.signalRow}>
          <Signal
            signal={signal}
            known={known}
            onChange={(to) => change({ signals: changed(signals, at, { signal: to }) })}
          />
          <NumberInput
            label="Weight"
            value={weight}
            min={0}
            step={0.5}
            onChange={(value) => change({ signals: changed(signals, at, { weight: Number(value) }) })}
          />
          <Remove what={`signal ${at + 1}`} onClick={() => change({ signals: without(signals, at) })} />
        </div>
      ))}
      {only.map(({ signal, above, below }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are only added at the end
        <div key={at} className={classes.signalRow}>
          <Signal
            label={at === 0 ? 'Only steps where' : 'and'}
            signal={signal}
            known={known}
            onChange={(to) => change({ only: changed(only, at, { signal: to }) })}
          />
          <NumberInput
            label="is above"
            placeholder="no bound"
            value={above ?? ''}
            onChange={(value) => change({ only: changed(only, at, { above: numberOf(value) }) })}
          />
          <NumberInput
            label="and below"
            placeholder="no bound"
            value={below ?? ''}
            onChange={(value) => change({ only: changed(only, at, { below: numberOf(value) }) })}
          />
          <Remove what={`condition ${at + 1}`} onClick={() => change({ only: without(only, at) })} />
        </div>
      ))}
      <div className={classes.signalRow}>
        <Button
          variant="default"
          size="xs"
          disabled={!asked}
          onClick={() =>
            change({ signals: [...signals, { signal: signals.length === 0 ? (known[0] ?? '') : '', weight: 1 }] })
          }
        >
          {signals.length === 0 ? 'Choose the signals' : 'Add a signal'}
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => change({ only: [...only, { signal: '', above: null, below: null }] })}
        >
          Add a condition
        </Button>
        <p className={classes.quiet}>
          {signals.length === 0
            ? `A step's score is ${main}${only.length > 0 ? ' where it counts, else 0' : ''}.`
            : `A step's score is the weighted sum of these${only.length > 0 ? ' where it counts, else 0' : ''}.`}
        </p>
      </div>
    </div>
  );
}

function Signal({
  label = 'Signal',
  signal,
  known,
  onChange,
}: {
  label?: string;
  signal: string;
  known: readonly string[];
  onChange: (signal: string) => void;
}) {
  return (
    <Autocomplete
      label={label}
      placeholder={known.length > 0 ? undefined : 'name of a signal'}
      data={[...known]}
      value={signal}
      onChange={onChange}
      maxLength={80}
    />
  );
}

function Remove({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={`Remove ${what}`} onClick={onClick}>
      <IconX size={18} />
    </ActionIcon>
  );
}
