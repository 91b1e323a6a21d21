'use client';

import { Checkbox } from '@mantine/core';
import { Caution } from '@/app/_ui/caution';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { Section } from '@/app/_ui/page-head';
import classes from '../imports.module.css';
import type { Draft, Inspection, Preview } from './draft';

const n = (value: number) => value.toLocaleString('en');

/** What pressing the button will do: episodes by configuration, those left open and why, levels that would be new. */
export function PreviewStep({
  seen,
  preview,
  draft,
  mayAddLevels,
  onCreateLevels,
}: {
  seen: Inspection;
  preview: Preview;
  draft: Draft;
  mayAddLevels: boolean;
  onCreateLevels: (create: boolean) => void;
}) {
  const { outcomes } = preview;
  const open = preview.unmapped.reduce((sum, { episodes }) => sum + episodes, 0);
  return (
    <div className={classes.stack}>
      <p className={classes.lead}>
        {n(preview.mapped)} of {n(preview.episodes)} {draft.kind === 'probe_rollout' ? 'rollouts' : 'demonstrations'}{' '}
        land in {n(preview.configurations)} configurations; {n(outcomes.success)} are successes, {n(outcomes.failure)}{' '}
        failures, {n(outcomes.unknown)} unknown.
      </p>
      {preview.missingLevels.length > 0 && (
        <Caution>
          <p>
            The mapping names levels that the matrix does not have:{' '}
            {preview.missingLevels.map(({ factor, levels }) => `${factor}: ${levels.join(', ')}`).join('; ')}.
          </p>
          {mayAddLevels ? (
            <Checkbox
              mt={8}
              label="Add these levels to the matrix first"
              checked={draft.createLevels}
              onChange={(event) => onCreateLevels(event.currentTarget.checked)}
            />
          ) : (
            <p>A lead can add them. Without them these episodes come in without a configuration.</p>
          )}
        </Caution>
      )}
      {open > 0 && (
        <Section title={`Without a configuration: ${n(open)} episodes`}>
          <p className={classes.quiet}>They come in too and can be placed by importing again with a better mapping.</p>
          <ul className={classes.problems}>
            {preview.unmapped.map(({ reason, episodes }) => (
              <li key={reason}>
                <strong>{n(episodes)}</strong>
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {preview.cells.length > 0 && (
        <Section title="Episodes by configuration">
          <DataTable
            caption="Episodes by configuration"
            columns={columnsOf(seen)}
            rows={preview.cells}
            rowKey={(cell) => cell.levels.join(' ')}
            maxHeight={360}
            empty={null}
          />
        </Section>
      )}
    </div>
  );
}

function columnsOf(seen: Inspection): Column<Preview['cells'][number]>[] {
  return [
    ...seen.factors.map(({ key, name }, i) => ({
      key,
      head: name,
      cell: (cell: Preview['cells'][number]) => cell.levels[i],
      sortBy: (cell: Preview['cells'][number]) => cell.levels[i],
    })),
    {
      key: 'episodes',
      head: 'Episodes',
      numeric: true,
      cell: (cell) => n(cell.episodes),
      sortBy: (cell) => cell.episodes,
    },
  ];
}
