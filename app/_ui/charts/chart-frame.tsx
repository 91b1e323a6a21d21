'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { EmptyState } from '@/app/_ui/empty-state';
import classes from './chart-frame.module.css';
import type { ChartAbout, ChartTable, ChartWords } from './chart-table';

const ENGLISH: ChartWords = { chart: 'Chart', table: 'Table', figures: 'Figures' };

/** Around every chart: its title, the same figures as a table one click behind, the corner note, or why it is empty. */
export function ChartFrame({ about, children }: { about: ChartAbout; children: ReactNode }) {
  const [asTable, setAsTable] = useState(false);
  const title = useId();
  const words = about.frameWords ?? ENGLISH;
  if (about.empty) return <EmptyState title={about.empty.title}>{about.empty.text}</EmptyState>;
  return (
    <figure className={classes.frame} aria-labelledby={title}>
      <div className={classes.head}>
        <figcaption id={title} className={classes.title}>
          {about.title}
        </figcaption>
        <Button size="compact-xs" variant="subtle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? words.chart : words.table}
        </Button>
      </div>
      {asTable ? <FigureTable table={about.table} name={words.figures} /> : children}
      <p className={classes.corner}>{about.corner}</p>
    </figure>
  );
}

function FigureTable({ table, name }: { table: ChartTable; name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={name}>
      <table className={classes.table}>
        <thead>
          <tr>
            {table.columns.map(({ label, numeric }) => (
              <th key={label} scope="col" data-numeric={numeric || undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('\u001f')}>
              {row.map((cell, i) => (
                <td key={table.columns[i].label} data-numeric={table.columns[i].numeric || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
