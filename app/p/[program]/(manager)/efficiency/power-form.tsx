'use client';

import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { percent, significant } from '@/app/_ui/figure';
import { planPower } from '@/server/core/evaluation/power';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';

/** How large the random reserve and the panel have to be to show a saving, from the random arm's own curve. */
export function PowerForm({ data: { randomLine, panel, target } }: { data: EfficiencyData }) {
  const last = randomLine.at(-1);
  const [saving, setSaving] = useState(20);
  const [success, setSuccess] = useState(100 * (target ?? last?.y ?? 0.8));
  const line = { x: randomLine.map(({ x }) => x), y: randomLine.map(({ y }) => y) };
  if (!last || randomLine.length < 2) {
    return (
      <p className={classes.note}>
        The calculator appears once the random arm was evaluated at two sizes of its training set: how fast it learns
        decides how many trials a saving takes to be seen.
      </p>
    );
  }
  return (
    <>
      <div className={classes.form}>
        <NumberInput
          className={classes.number}
          label="Saving to show, %"
          min={1}
          max={99}
          value={saving}
          onChange={(value) => setSaving(Number(value) || 1)}
        />
        <NumberInput
          className={classes.number}
          label="On the way to success of, %"
          min={1}
          max={100}
          decimalScale={1}
          value={Number(success.toFixed(1))}
          onChange={(value) => setSuccess(Number(value) || 1)}
        />
      </div>
      <output className={classes.answer}>{answerOf(line, success / 100, saving / 100, panel?.starts ?? null)}</output>
      <p className={classes.note}>
        From the mean curve of the random arm at {randomLine.length} sizes; two-sided 95 % test, seen four times in five
        (power 80 %), independent trials. Trials on the same starts for both arms need fewer.
      </p>
    </>
  );
}

function answerOf(
  line: Parameters<typeof planPower>[0],
  target: number,
  saving: number,
  starts: number | null,
): string {
  const plan = planPower(line, target, saving);
  const [first, last] = [line.x[0], line.x[line.x.length - 1]];
  const share = percent(saving);
  if (!plan)
    return `The random curve, from ${significant(first)} to ${significant(last)} demonstrations, does not cover a success of ${percent(target)} and ${share} before it. Evaluate the random arm at more sizes, or aim lower.`;
  if (plan.trials === null)
    return `Around ${plan.reserve} demonstrations the random curve is flat, so no panel shows a saving there. Aim at a success where it still rises.`;
  const have =
    starts === null
      ? ''
      : starts >= plan.trials
        ? `; this panel has ${starts}, which is enough`
        : `; this panel has ${starts}`;
  return `To show ${share} saved you need ${plan.reserve.toLocaleString('en')} random demonstrations in the reserve and ${plan.trials.toLocaleString('en')} trials a point${have}. The saving is worth ${significant(100 * plan.difference)} points of success there.`;
}
