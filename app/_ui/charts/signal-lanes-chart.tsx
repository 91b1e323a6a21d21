'use client';

import { type PointerEvent, type ReactNode, useMemo } from 'react';
import classes from './signal-lanes.module.css';
import { type Lane, type LaneSignal, laneOf, momentWords, timeTicks } from './signal-lanes-series';

/**
 * Lanes over the same time, one below another, with one cursor through all of them: pointing sets it, the slider on top moves it
 * by keyboard, and each lane says its value there. The lanes stand in `children`.
 */
export function SignalLanesChart({
  frames,
  fps,
  frame,
  onFrame,
  children,
}: {
  frames: number;
  fps: number | null;
  frame: number;
  onFrame: (frame: number) => void;
  children: ReactNode;
}) {
  const ticks = useMemo(() => timeTicks(frames, fps), [frames, fps]);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const plot = (event.target as Element).closest('[data-plot]');
    if (!plot) return;
    const { left, width } = plot.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * frames);
    onFrame(Math.min(frames - 1, Math.max(0, at)));
  };
  const share = (frame + 0.5) / Math.max(1, frames);
  return (
    <div
      className={classes.lanes}
      style={{ ['--cursor' as string]: `${share * 100}%` }}
      onPointerMove={point}
      onPointerDown={point}
    >
      <div className={classes.time}>
        <span className={classes.name}>{fps ? 'Time' : 'Frame'}</span>
        <input
          className={classes.slider}
          type="range"
          min={0}
          max={Math.max(0, frames - 1)}
          value={frame}
          onChange={(event) => onFrame(event.currentTarget.valueAsNumber)}
          aria-label="Moment of the episode"
          aria-valuetext={momentWords(frame, fps)}
        />
        <output className={classes.value}>{momentWords(frame, fps)}</output>
      </div>
      {children}
      <div className={classes.axis} aria-hidden>
        <span />
        <div className={classes.ticks}>
          {ticks.map(({ share: at, words }) => (
            <span key={words} style={{ left: `${at * 100}%` }}>
              {words}
            </span>
          ))}
        </div>
        <span>{fps ? 's' : 'frames'}</span>
      </div>
    </div>
  );
}

/** A titled group of lanes. */
export function LaneGroup({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <div className={classes.groupHead}>
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** One dimension: its name and range, its course, and its value at the cursor. A second, dashed signal may share the box. */
export function SignalLane({
  name,
  signal,
  frame,
  tall = false,
  beside,
  level,
}: {
  name: string;
  signal: LaneSignal;
  frame: number;
  /** Of a spread: higher, from zero, in the accent. */
  tall?: boolean;
  beside?: LaneSignal | null;
  /** A value drawn as a line across, with what it is. */
  level?: { value: number; words: string } | null;
}) {
  const lane = useMemo(() => laneOf(name, name, signal, tall), [name, signal, tall]);
  return (
    <div className={classes.lane} data-tall={tall || undefined}>
      <span className={classes.name}>
        {name && (
          <span className={classes.dimension} title={name}>
            {name}
          </span>
        )}
        <span className={classes.range}>{lane.range}</span>
      </span>
      <div className={classes.plot} data-plot="">
        <Course lane={lane} beside={beside ?? null} level={level?.value ?? null} />
        {level && (
          <span className={classes.level} style={{ top: `${lane.heightOf(level.value) * 100}%` }}>
            {level.words}
          </span>
        )}
        <span className={classes.cursor} />
      </div>
      <span className={classes.value}>{lane.at(frame)}</span>
    </div>
  );
}

function Course({ lane, beside, level }: { lane: Lane; beside: LaneSignal | null; level: number | null }) {
  const second = useMemo(
    () => beside && { ...laneOf('beside', '', beside), path: pathWithin(lane, beside) },
    [lane, beside],
  );
  const height = level === null ? null : lane.heightOf(level);
  return (
    <svg viewBox={`0 0 ${lane.width} 1`} preserveAspectRatio="none" aria-hidden>
      {height !== null && <line className={classes.levelLine} x1={0} x2={lane.width} y1={height} y2={height} />}
      {second && <path className={classes.beside} d={second.path} />}
      <path className={classes.course} data-area={lane.area || undefined} d={lane.path} />
    </svg>
  );
}

/** The path of another signal in the scale of `lane`. */
function pathWithin(lane: Lane, { low }: LaneSignal): string {
  return low
    .map((value, i) => (value === null ? '' : `${i === 0 ? 'M' : 'L'}${i + 0.5},${lane.heightOf(value).toFixed(4)}`))
    .join('');
}
