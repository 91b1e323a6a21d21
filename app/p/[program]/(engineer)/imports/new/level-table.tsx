'use client';

import { Autocomplete } from '@mantine/core';
import classes from '../imports.module.css';

/** What stands in the recording, how often, and the level it means; a level the program lacks may be typed. Empty leaves it open. */
export function LevelTable({
  what,
  rows,
  levels,
  chosen,
  onChange,
}: {
  what: string;
  rows: readonly { value: string; episodes: number }[];
  levels: readonly string[];
  chosen: Readonly<Record<string, string>>;
  onChange: (chosen: Record<string, string>) => void;
}) {
  const set = (value: string, level: string) => {
    const { [value]: _, ...others } = chosen;
    onChange(level ? { ...others, [value]: level } : others);
  };
  return (
    <table className={classes.levels}>
      <thead>
        <tr>
          <th>{what}</th>
          <th className={classes.number}>Episodes</th>
          <th>Level</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, episodes }) => (
          <tr key={value}>
            <td className={classes.value}>{value}</td>
            <td className={classes.number}>{episodes.toLocaleString('en')}</td>
            <td>
              <Autocomplete
                size="xs"
                aria-label={`Level for ${value}`}
                placeholder="left open"
                data={[...levels]}
                value={chosen[value] ?? ''}
                onChange={(level) => set(value, level)}
                rightSection={
                  chosen[value] && !levels.includes(chosen[value]) ? <span className={classes.fresh}>new</span> : null
                }
                rightSectionWidth={44}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
