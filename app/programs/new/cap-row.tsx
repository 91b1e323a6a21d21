'use client';

import { NumberInput, Radio } from '@mantine/core';
import { capOnFactor } from '@/server/core/schedule/cap-on-factor';
import { DEFAULT_CAP } from '@/server/core/schedule/default-caps';
import type { CapQuestion, DraftCap } from './draft';
import classes from './new-program.module.css';

type Choice = 'default' | 'standing' | 'none';

/** The cap of one factor: what it does at the usual batch and, where 20 % cannot hold, what shall hold instead. */
export function CapRow({
  question,
  batch,
  blockSize,
  error,
  onAnswer,
}: {
  question: CapQuestion;
  batch: number;
  blockSize: number;
  error?: string;
  onAnswer: (cap: DraftCap | null) => void;
}) {
  const { name, levels, percent, initial } = question;
  const what = question.key === 'configuration' ? 'configurations' : 'levels';
  if (levels < 2) {
    return (
      <section className={classes.cap} aria-label={name}>
        <h3>{name}</h3>
        <p className={classes.quiet}>One level: there is nothing to cap.</p>
      </section>
    );
  }
  const judged = capOnFactor(levels, batch, DEFAULT_CAP, blockSize).feasibility;
  const sizes = judged.feasible ? [] : [judged.nearest.below, judged.nearest.above].filter((size) => size !== null);
  const smallest = judged.feasible ? Math.min(DEFAULT_CAP, Math.ceil(100 / levels)) : judged.smallestPercent;
  const choice = choiceOf(question);
  const choose = (to: Choice) => {
    if (to === 'none') return onAnswer(initial === null ? null : { percent: null, reason: 'No cap' });
    if (to === 'standing') return onAnswer({ percent: smallest ?? 100, reason: 'Standing cap' });
    if (judged.feasible) return onAnswer(initial === null ? { percent: DEFAULT_CAP, reason: '' } : null);
    onAnswer({ percent: DEFAULT_CAP, reason: `Batches of ${sizes.join(' or ')}` });
  };
  return (
    <section className={classes.cap} aria-label={name} data-asks={question.open || undefined}>
      <h3>{name}</h3>
      <p>{judged.feasible ? holdsWords(levels, what, batch) : refusalWords(levels, what, batch, sizes)}</p>
      <Radio.Group
        label={`Cap of ${name}`}
        labelProps={{ className: classes.hidden }}
        value={choice}
        onChange={(to) => choose(to as Choice)}
        error={error}
        classNames={{ error: classes.error }}
      >
        <div className={classes.choices}>
          {(judged.feasible || sizes.length > 0) && (
            <Radio value="default" label={judged.feasible ? '20 %' : `20 %, with batches of ${sizes.join(' or ')}`} />
          )}
          <Radio
            value="standing"
            label={judged.feasible ? 'Another cap' : `A standing cap (smallest: ${smallest} %)`}
          />
          <Radio value="none" label="No cap" />
        </div>
      </Radio.Group>
      {choice === 'standing' && (
        <NumberInput
          className={classes.batch}
          label={`Standing cap of ${name}, % of a batch`}
          value={percent ?? ''}
          onChange={(value) => value !== '' && onAnswer({ percent: Number(value), reason: 'Standing cap' })}
          min={1}
          max={100}
          allowDecimal={false}
        />
      )}
      {percent !== null && !question.open && <p className={classes.quiet}>{effectWords(question, batch, blockSize)}</p>}
    </section>
  );
}

function choiceOf({ percent, open, asks, initial }: CapQuestion): Choice | null {
  if (open && asks && percent === initial) return null;
  if (percent === null) return 'none';
  return percent === DEFAULT_CAP ? 'default' : 'standing';
}

function holdsWords(levels: number, what: string, batch: number): string {
  return `${levels.toLocaleString('en')} ${what}: 20 % can hold in a batch of ${batch}.`;
}

function refusalWords(levels: number, what: string, batch: number, sizes: readonly number[]): string {
  const most = Math.floor((batch * DEFAULT_CAP) / 100);
  const start = `${levels} ${what} with at most ${most} demonstrations each make ${most * levels} of ${batch}: 20 % cannot hold`;
  return sizes.length ? `${start} at this size.` : `${start} at any size.`;
}

function effectWords({ levels, percent }: CapQuestion, batch: number, blockSize: number): string {
  const { perLevel, forcedEqual, feasibility } = capOnFactor(levels, batch, percent!, blockSize);
  if (!feasibility.feasible) return 'Batches of the usual size will be refused with the nearest sizes that fit.';
  const most = `At most ${perLevel} of ${batch} demonstrations each.`;
  return forcedEqual ? `${most} The split is forced to be equal: this cap leaves nothing to prioritise here.` : most;
}
