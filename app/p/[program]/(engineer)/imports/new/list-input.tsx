'use client';

import { Button, FileButton, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type ListedEpisodes, rulesFromCsv } from '@/server/core/recording/list-csv';
import classes from '../imports.module.css';
import type { Inspection } from './draft';

/** A CSV of `episode_index, level…`, pasted or opened; its columns fill the factors they are called like. */
export function ListInput({ seen, onTake }: { seen: Inspection; onTake: (listed: ListedEpisodes) => void }) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<{ wrong: boolean; words: string } | null>(null);
  const read = (csv: string) => {
    try {
      const listed = rulesFromCsv(csv, seen.factors);
      onTake(listed);
      const filled = [...Object.keys(listed.rules), ...(listed.outcome ? ['outcome'] : [])];
      setSaid({
        wrong: false,
        words: `${listed.episodes.toLocaleString('en')} episodes listed for ${filled.join(', ')}.`,
      });
    } catch (error) {
      setSaid({ wrong: true, words: error instanceof Error ? error.message : String(error) });
    }
  };
  const open = async (file: File | null) => {
    const csv = (await file?.text()) ?? '';
    setText(csv);
    if (csv) read(csv);
  };
  return (
    <details className={classes.list}>
      <summary>A list says which episode belongs where (CSV)</summary>
      <Textarea
        autosize
        minRows={3}
        maxRows={8}
        aria-label="List of episodes"
        placeholder={`episode_index,${seen.factors.map(({ key }) => key).join(',')},outcome`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button size="compact-sm" variant="default" disabled={!text.trim()} onClick={() => read(text)}>
          Take this list
        </Button>
        <FileButton onChange={(file) => void open(file)} accept=".csv,text/csv">
          {(props) => (
            <Button {...props} size="compact-sm" variant="default">
              Open a CSV
            </Button>
          )}
        </FileButton>
        {said && (
          <span className={said.wrong ? classes.wrong : classes.quiet} role="status">
            {said.words}
          </span>
        )}
      </div>
    </details>
  );
}
