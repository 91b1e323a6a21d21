'use client';

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { factorsOfTable, type PastedFactor } from '@/server/core/matrix/paste';
import classes from './new-program.module.css';
import { UnderstoodFactors } from './understood-factors';

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
      {found.length > 0 && <UnderstoodFactors factors={found} onTake={onTake} />}
    </div>
  );
}
