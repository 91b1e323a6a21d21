'use client';

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { factorsOfTable, type PastedFactor } from '@/server/core/matrix/paste';
import classes from './new-program.module.css';

/** A table pasted from a spreadsheet: factors in the first row, their levels below. Shows what was understood before it is taken. */
export function PasteTable({ onTake }: { onTake: (factors: PastedFactor[]) => void }) {
  const [text, setText] = useState('');
  const found = factorsOfTable(text);
  return (
    <div className={classes.stack}>
      <Textarea
        label="Table"
        description="The first row names the factors; the columns below list their levels. Rows of combinations work too: a level counts once."
        placeholder={'Task\tObject\tEnvironment\npour\tmug\tkitchen\nplace\tbowl\toffice'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={10}
        spellCheck={false}
        autoFocus
      />
      {found.length > 0 && (
        <ul className={classes.understood}>
          {found.map(({ name, levels }) => (
            <li key={name}>
              <strong>{name}</strong>: {levels.length} {levels.length === 1 ? 'level' : 'levels'}
              {levels.length > 0 && ` (${levels.slice(0, 6).join(', ')}${levels.length > 6 ? ', …' : ''})`}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button variant="default" disabled={found.length === 0} onClick={() => onTake(found)}>
          {found.length === 1 ? 'Use this factor' : `Use these ${found.length || ''} factors`}
        </Button>
      </div>
    </div>
  );
}
