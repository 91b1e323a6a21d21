'use client';

import { Autocomplete, Button, NumberInput } from '@mantine/core';
import type { NumericBins } from '@/server/core/recording/schema';
import classes from '../imports.module.css';

/** Bins of a numeric attribute: every edge and every level's name can be changed, and edges added or taken away. */
export function BinsEditor({
  bins,
  levels,
  sample,
  onChange,
  onCount,
}: {
  bins: NumericBins;
  levels: readonly string[];
  sample: readonly number[];
  onChange: (bins: NumericBins) => void;
  onCount: (count: number) => void;
}) {
  const count = bins.levels.length;
  const last = count - 1;
  const inBin = (i: number) =>
    sample.filter((v) => v >= bins.edges[i] && (i === last ? v <= bins.edges[i + 1] : v < bins.edges[i + 1])).length;
  const setEdge = (i: number, edge: number) =>
    onChange({ ...bins, edges: bins.edges.map((each, at) => (at === i ? edge : each)) });
  const setLevel = (i: number, level: string) =>
    onChange({ ...bins, levels: bins.levels.map((each, at) => (at === i ? level : each)) });
  const falling = bins.edges.findIndex((edge, i) => i > 0 && edge <= bins.edges[i - 1]);
  return (
    <div className={classes.bins}>
      <table className={classes.levels}>
        <thead>
          <tr>
            <th>From</th>
            <th>To</th>
            <th className={classes.number}>Share</th>
            <th>Level</th>
          </tr>
        </thead>
        <tbody>
          {bins.levels.map((level, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            <tr key={i}>
              <td>
                <NumberInput
                  size="xs"
                  hideControls
                  aria-label={`Lower edge of bin ${i + 1}`}
                  value={bins.edges[i]}
                  onChange={(edge) => typeof edge === 'number' && setEdge(i, edge)}
                />
              </td>
              <td>
                {i === last ? (
                  <NumberInput
                    size="xs"
                    hideControls
                    aria-label={`Upper edge of bin ${i + 1}`}
                    value={bins.edges[i + 1]}
                    onChange={(edge) => typeof edge === 'number' && setEdge(i + 1, edge)}
                  />
                ) : (
                  <span className={classes.quiet}>below {bins.edges[i + 1]}</span>
                )}
              </td>
              <td className={classes.number}>{Math.round((100 * inBin(i)) / Math.max(1, sample.length))} %</td>
              <td>
                <Autocomplete
                  size="xs"
                  aria-label={`Level of bin ${i + 1}`}
                  data={[...levels]}
                  value={level}
                  onChange={(name) => setLevel(i, name)}
                  rightSection={level && !levels.includes(level) ? <span className={classes.fresh}>new</span> : null}
                  rightSectionWidth={44}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.row}>
        <Button size="compact-xs" variant="default" disabled={count < 2} onClick={() => onCount(count - 1)}>
          One bin fewer
        </Button>
        <Button size="compact-xs" variant="default" disabled={count >= 20} onClick={() => onCount(count + 1)}>
          One bin more
        </Button>
        {falling > 0 && <span className={classes.wrong}>Edges must rise: edge {falling + 1} does not.</span>}
      </div>
    </div>
  );
}
