'use client';

import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { PastedFactor } from '@/server/core/matrix/paste';
import { type DraftFactor, matrixOf } from './draft';
import { FactorCard } from './factor-card';
import type { StepProps } from './new-program';
import classes from './new-program.module.css';
import { PasteTable } from './paste-table';
import { ReadRecording } from './read-recording';

type Way = 'type' | 'table' | 'recording';

/** Factors and their levels, typed or pasted, with the size of the matrix as it grows. */
export function FactorsStep({ draft, change, issues }: StepProps) {
  const [way, setWay] = useState<Way>('type');
  const { sizes, words } = matrixOf(draft);
  const set = (id: string, part: Partial<DraftFactor>) =>
    change({ factors: draft.factors.map((factor) => (factor.id === id ? { ...factor, ...part } : factor)) });
  const take = (factors: PastedFactor[]) => {
    change({
      factors: factors.map(({ name, levels }) => ({ id: uuidv7(), name, lines: levels.join('\n') })),
    });
    setWay('type');
  };
  return (
    <div className={classes.stack}>
      <SegmentedControl
        aria-label="How to enter the factors"
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: 'type', label: 'Type or paste levels' },
          { value: 'table', label: 'Paste a table' },
          { value: 'recording', label: 'Read from a recording' },
        ]}
      />
      {way === 'table' && <PasteTable onTake={take} />}
      {way === 'recording' && <ReadRecording onTake={take} />}
      {way === 'type' && (
        <>
          <div className={classes.factors}>
            {draft.factors.map((factor, index) => (
              <FactorCard
                key={factor.id}
                factor={factor}
                levels={sizes[index]}
                issues={issuesOfFactor(issues, index)}
                onChange={(part) => set(factor.id, part)}
                onTable={take}
                onRemove={
                  draft.factors.length > 2
                    ? () => change({ factors: draft.factors.filter((each) => each.id !== factor.id) })
                    : null
                }
              />
            ))}
          </div>
          <Button
            variant="default"
            disabled={draft.factors.length >= 8}
            onClick={() => change({ factors: [...draft.factors, { id: uuidv7(), name: '', lines: '' }] })}
          >
            Add a factor
          </Button>
          <p className={classes.size} role="status">
            {words}
            <span className={classes.quiet}> · {draft.factors.length} of at most 8 factors</span>
          </p>
        </>
      )}
      {issues.factors && <p className={classes.error}>{issues.factors}</p>}
    </div>
  );
}

/** The issues below `factors.<index>.`, by the rest of their path. */
function issuesOfFactor(issues: Record<string, string>, index: number): Record<string, string> {
  const start = `factors.${index}.`;
  return Object.fromEntries(
    Object.entries(issues).flatMap(([path, message]) =>
      path.startsWith(start) ? [[path.slice(start.length), message]] : [],
    ),
  );
}
