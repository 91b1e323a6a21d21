'use client';

import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { ChartFrame } from './chart-frame';
import { cellSize, paintHeat } from './heat-canvas';
import classes from './matrix-heat-map.module.css';
import type { HeatFigure } from './matrix-heat-map-series';
import { VIRIDIS_GRADIENT } from './viridis';

const STEPS: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Pixels kept for the names of the rows. */
const ROW_NAMES = 160;

/** Below this a name could not be read at 11 px; the readout names the levels instead. */
const NAMED = 14;

/** Columns this wide carry their names across instead of upwards. */
const NAMED_ACROSS = 72;

interface Props {
  figure: HeatFigure;
  /** Opens a cell, by click or Enter. */
  onOpen?: (row: number, column: number) => void;
}

/** Draws a prepared heat map on a canvas, with a readout by pointer or arrow keys. Decides nothing. */
export function MatrixHeatMapChart({ figure, onOpen }: Props) {
  return (
    <ChartFrame about={figure}>
      <Heat figure={figure} onOpen={onOpen} />
    </ChartFrame>
  );
}

function Heat({ figure, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<readonly [row: number, column: number] | null>(null);
  const { rows, columns } = figure;
  const frame = useElementSize();
  const { width, height } = cellSize(rows.length, columns.length, (frame.width || 840) - ROW_NAMES);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintHeat(context, figure, { width, height });
  }, [figure, width, height]);

  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (offset: number, size: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor(offset / size)));
    setAt([
      place(event.clientY - box.top, height, rows.length),
      place(event.clientX - box.left, width, columns.length),
    ]);
  };
  const step = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at) return onOpen?.(...at);
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    setAt(at === null ? [0, 0] : [within(at[0] + by[0], rows.length), within(at[1] + by[1], columns.length)]);
  };
  const readout = at === null ? figure.highest : figure.words[at[0] * columns.length + at[1]];
  return (
    <>
      <div className={classes.grid} ref={frame.ref}>
        {width >= NAMED && (
          <div
            className={classes.columns}
            data-across={width >= NAMED_ACROSS || undefined}
            style={{ gridTemplateColumns: `repeat(${columns.length}, ${width}px)` }}
          >
            {columns.map((level) => (
              <span key={level}>{level}</span>
            ))}
          </div>
        )}
        <div className={classes.rows} style={{ gridTemplateRows: `repeat(${rows.length}, ${height}px)` }}>
          {height >= NAMED && rows.map((level) => <span key={level}>{level}</span>)}
        </div>
        <div
          className={classes.stage}
          role="application"
          aria-label={`${figure.title}. Arrow keys move between cells.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the cells out
          tabIndex={0}
          onPointerMove={point}
          onPointerLeave={() => setAt(null)}
          onClick={() => at && onOpen?.(...at)}
          onKeyDown={step}
          data-opens={onOpen !== undefined || undefined}
        >
          <canvas
            ref={canvas}
            className={classes.canvas}
            width={columns.length * width}
            height={rows.length * height}
          />
          {at && (
            <div
              className={classes.cursor}
              style={{ top: at[0] * height, left: at[1] * width, width: width - 1, height: height - 1 }}
            />
          )}
        </div>
      </div>
      <p className={classes.readout} aria-live="polite">
        {readout}
      </p>
      <div className={classes.legend}>
        <span>{figure.legend.low}</span>
        <div className={classes.scale} style={{ background: VIRIDIS_GRADIENT }} />
        <span>
          {figure.legend.high} {figure.unit} · hatched: interpolated
        </span>
      </div>
    </>
  );
}
