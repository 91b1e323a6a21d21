'use client';

import { NumberInput } from '@mantine/core';
import { CapRow } from './cap-row';
import { capQuestionsOf, type DraftCap } from './draft';
import type { StepProps } from './new-program';
import classes from './new-program.module.css';

/** Which share of a batch one variant may take at most; asks where the default cannot hold. */
export function CapsStep({ draft, change, issues }: StepProps) {
  const answer = (key: string, cap: DraftCap | null) => {
    const { [key]: _, ...others } = draft.caps;
    change({ caps: cap ? { ...others, [key]: cap } : others });
  };
  return (
    <div className={classes.stack}>
      <p>
        A cap keeps a batch varied: no task, no environment and no single configuration takes more than 20 % of its
        demonstrations, unless you choose otherwise here. Your choice is kept with your name and today's date and
        printed on every schedule.
      </p>
      <NumberInput
        className={classes.batch}
        label="Demonstrations a round usually asks for"
        description="The caps are judged at this size; each round may ask for another"
        value={draft.batch}
        onChange={(value) => change({ batch: Math.max(1, Number(value)) })}
        min={1}
        max={5000}
        step={draft.blockSize}
        allowDecimal={false}
      />
      <div className={classes.caps}>
        {capQuestionsOf(draft).map((question) => (
          <CapRow
            key={question.key}
            question={question}
            batch={draft.batch}
            blockSize={draft.blockSize}
            error={issues[`caps.${question.key}`]}
            onAnswer={(cap) => answer(question.key, cap)}
          />
        ))}
      </div>
    </div>
  );
}
