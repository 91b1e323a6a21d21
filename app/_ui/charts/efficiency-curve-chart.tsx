'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { colourOf } from '@/app/_ui/colour-roles';
import { significant } from '@/app/_ui/figure';
import { ChartFrame } from './chart-frame';
import { ChartReadout } from './chart-readout';
import type { EfficiencyFigure } from './efficiency-curve-series';
import { valueAxisLabel } from './value-axis';

/** Draws a prepared data-efficiency curve: mean lines, bands and direct labels; letters in px. Decides nothing. */
export function EfficiencyCurveChart({
  figure,
  height = 280,
  letters = 12,
}: {
  figure: EfficiencyFigure;
  height?: number;
  letters?: number;
}) {
  const text = { fontSize: letters, fill: colourOf('ink-quiet') };
  const { rows, arms, xTicks, yTicks } = figure;
  const values = valueAxisLabel(figure.yLabel, { letters, room: height - 5 * letters, top: 8 });
  const tick = (value: number) => significant(value, 3, figure.locale);
  return (
    <ChartFrame about={figure}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={[...rows]}
          margin={{
            top: values.margin,
            right: figure.labelLetters * 0.6 * letters + 16,
            bottom: 2 * letters,
            left: 8,
          }}
          accessibilityLayer
        >
          <CartesianGrid stroke={colourOf('grid')} vertical={false} />
          <XAxis
            dataKey="x"
            type="number"
            domain={[xTicks[0], xTicks[xTicks.length - 1]]}
            ticks={[...xTicks]}
            tick={text}
            tickFormatter={tick}
            stroke={colourOf('axis')}
            label={{ value: figure.xLabel, position: 'insideBottom', offset: -1.2 * letters, ...text }}
          />
          <YAxis
            domain={[yTicks[0], yTicks[yTicks.length - 1]]}
            ticks={[...yTicks]}
            tick={text}
            tickFormatter={tick}
            stroke={colourOf('axis')}
            width={4.4 * letters}
            label={{ ...values.label, ...text }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: colourOf('axis') }}
            content={({ active, label }) =>
              active ? (
                <ChartReadout table={figure.table} row={figure.rows.findIndex((row) => row.x === label)} />
              ) : null
            }
          />
          {arms.map(({ key, colour }) => (
            <Area
              key={`${key}-band`}
              dataKey={`${key}Band`}
              stroke="none"
              fill={colourOf(colour)}
              fillOpacity={0.18}
              isAnimationActive={false}
              activeDot={false}
              connectNulls
            />
          ))}
          {arms.map(({ key, colour }) => (
            <Line
              key={key}
              dataKey={key}
              stroke={colourOf(colour)}
              strokeWidth={2}
              dot={{ r: 3, fill: colourOf(colour) }}
              isAnimationActive={false}
              connectNulls
            />
          ))}
          {arms.map(({ key, label, colour, end, labelAt }) => (
            <ReferenceDot
              key={`${key}-label`}
              x={end.x}
              y={labelAt}
              r={0}
              label={{ value: label, position: 'right', fill: colourOf(colour), fontSize: letters }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
