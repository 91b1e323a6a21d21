'use client';

import { Button } from '@mantine/core';
import type { PastedFactor } from '@/server/core/matrix/paste';
import classes from './new-program.module.css';

const SHOWN = 6;

/** Factors as they were understood, to be looked at before they replace what was typed. */
export function UnderstoodFactors({
  factors,
  onTake,
}: {
  factors: readonly PastedFactor[];
  onTake: (factors: PastedFactor[]) => void;
}) {
  return (
    <>
      <ul className={classes.understood}>
        {factors.map(({ name, levels }) => (
          <li key={name}>
            <strong>{name}</strong>: {levels.length} {levels.length === 1 ? 'level' : 'levels'}
            {levels.length > 0 && ` (${levels.slice(0, SHOWN).join(', ')}${levels.length > SHOWN ? ', …' : ''})`}
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" onClick={() => onTake([...factors])}>
          {factors.length === 1 ? 'Use this factor' : `Use these ${factors.length} factors`}
        </Button>
      </div>
    </>
  );
}
