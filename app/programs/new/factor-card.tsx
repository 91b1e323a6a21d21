'use client';

import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import { factorsOfTable, type PastedFactor } from '@/server/core/matrix/paste';
import type { DraftFactor } from './draft';
import classes from './new-program.module.css';

/** One factor: its name and its levels, one a line. Pasting columns of a spreadsheet fills all factors at once. */
export function FactorCard({
  factor,
  levels,
  issues,
  onChange,
  onTable,
  onRemove,
}: {
  factor: DraftFactor;
  levels: number;
  issues: Record<string, string>;
  onChange: (part: Partial<DraftFactor>) => void;
  onTable: (factors: PastedFactor[]) => void;
  onRemove: (() => void) | null;
}) {
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    const factors = text.includes('\t') ? factorsOfTable(text) : [];
    if (factors.length < 2) return;
    event.preventDefault();
    onTable(factors);
  };
  const ofLevels = Object.entries(issues).find(([path]) => path.startsWith('levels'))?.[1];
  return (
    <fieldset className={classes.factor}>
      <div className={classes.factorHead}>
        <TextInput
          aria-label="Name of the factor"
          placeholder="Name, e.g. Object"
          value={factor.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          error={issues.name ?? issues.key}
        />
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove the factor ${factor.name}`}
            onClick={onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Textarea
        aria-label={`Levels of ${factor.name || 'this factor'}, one a line`}
        placeholder={'One level a line'}
        value={factor.lines}
        onChange={(event) => onChange({ lines: event.currentTarget.value })}
        onPaste={paste}
        error={ofLevels}
        rows={8}
        spellCheck={false}
      />
      <span className={classes.quiet}>
        {levels} {levels === 1 ? 'level' : 'levels'}
      </span>
    </fieldset>
  );
}
