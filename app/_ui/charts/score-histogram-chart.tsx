'use client';

import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { colourOf } from '@/app/_ui/colour-roles';
import { significant } from '@/app/_ui/figure';
import { ChartFrame } from './chart-frame';
import type { HistogramFigure } from './score-histogram-series';
import { valueAxisLabel } from './value-axis';

/** Draws a prepared distribution: measured solid, interpolated hatched, the threshold and marked configurations as lines; letters in px. Decides nothing. */
export function ScoreHistogramChart({
  figure,
  height = 240,
  letters = 12,
}: {
  figure: HistogramFigure;
  height?: number;
  letters?: number;
}) {
  const text = { fontSize: letters, fill: colourOf('ink-quiet') };
  const counts = valueAxisLabel(figure.countLabel, { letters, room: height - 6 * letters, top: 2 * letters });
  const hatch = `hatch-${useId().replaceAll(':', '')}`;
  const { bins, threshold, marks } = figure;
  // The threshold's words stand above those of marks, which may be close beside it.
  const above = threshold && marks.length > 0 ? 1.4 * letters : 0;
  const tick = (value: number) => significant(value, 3, figure.locale);
  return (
    <ChartFrame about={figure}>
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={[...bins]}
          margin={{ top: Math.max(counts.margin, 2 * letters + above), right: 16, bottom: 2 * letters, left: 8 }}
          barCategoryGap={1}
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="5" stroke={colourOf('active')} strokeWidth="2" />
            </pattern>
          </defs>
          <CartesianGrid stroke={colourOf('grid')} vertical={false} />
          <XAxis
            dataKey="middle"
            type="number"
            domain={[bins[0]?.from ?? 0, bins[bins.length - 1]?.to ?? 1]}
            ticks={[...figure.xTicks]}
            tick={text}
            tickFormatter={tick}
            stroke={colourOf('axis')}
            label={{ value: figure.unit, position: 'insideBottom', offset: -1.2 * letters, ...text }}
          />
          <YAxis
            allowDecimals={false}
            tick={text}
            tickFormatter={tick}
            stroke={colourOf('axis')}
            width={4.7 * letters}
            label={{ ...counts.label, ...text }}
          />
          <Bar dataKey="measured" name="measured" stackId="all" fill={colourOf('active')} isAnimationActive={false} />
          <Bar
            dataKey="interpolated"
            name="interpolated"
            stackId="all"
            fill={`url(#${hatch})`}
            stroke={colourOf('active')}
            isAnimationActive={false}
          />
          {marks.map(({ at, words }) => (
            <ReferenceLine
              key={at}
              x={at}
              stroke={colourOf('ink')}
              strokeWidth={3}
              label={{
                value: words,
                position: 'top',
                fill: colourOf('ink'),
                fontSize: 1.15 * letters,
                fontWeight: 600,
              }}
            />
          ))}
          {threshold && (
            <ReferenceLine
              x={threshold.at}
              stroke={colourOf('cap')}
              strokeWidth={2}
              label={{
                value: threshold.words,
                position: 'top',
                offset: 5 + above,
                fill: colourOf('cap'),
                fontSize: letters,
              }}
            />
          )}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
