import { significant } from '@/app/_ui/figure';
import { axisTicks } from './axis-ticks';

/** One dimension over time: the least and greatest value of each stretch of `every` frames; `high` null when they are the same. */
export interface LaneSignal {
  readonly every: number;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[] | null;
}

/** A lane ready to be drawn in a box `width` wide and 1 high, top down. */
export interface Lane {
  readonly key: string;
  readonly name: string;
  readonly width: number;
  readonly path: string;
  /** Whether the path encloses an area (thinned) rather than being a line. */
  readonly area: boolean;
  /** Least to greatest value in words; says when nothing changes or nothing is there. */
  readonly range: string;
  /** Height of a value in the box. */
  readonly heightOf: (value: number) => number;
  /** The value at a frame in words; a range where the lane is thinned. */
  readonly at: (frame: number) => string;
}

const MARGIN = 0.08;

/** Prepares one dimension. With `fromZero` the box starts at 0, which a spread that cannot be negative is read from. */
export function laneOf(key: string, name: string, signal: LaneSignal, fromZero = false): Lane {
  const high = signal.high ?? signal.low;
  const numbers = [...signal.low, ...high].filter((value) => value !== null);
  const least = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [from, to] = fromZero ? [0, most] : [least, most];
  const heightOf = (value: number) =>
    to > from ? 1 - MARGIN - ((value - from) / (to - from)) * (1 - 2 * MARGIN) : 0.5;
  return {
    key,
    name,
    width: Math.max(1, signal.low.length),
    path: signal.high ? areaPath(signal.low, signal.high, heightOf) : linePath(signal.low, heightOf),
    area: signal.high !== null,
    range: rangeWords(numbers.length, least, most),
    heightOf,
    at: (frame) => valueWords(signal, frame),
  };
}

/** Stretches without a gap, as [index, low, high]. */
function runsOf(low: LaneSignal['low'], high: LaneSignal['low']): [number, number, number][][] {
  const runs: [number, number, number][][] = [];
  let run: [number, number, number][] = [];
  low.forEach((value, i) => {
    const top = high[i];
    if (value === null || top === null) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push([i, value, top]);
  });
  return run.length > 0 ? [...runs, run] : runs;
}

type HeightOf = Lane['heightOf'];
const point = (i: number, height: number) => `${i + 0.5},${Number(height.toFixed(4))}`;

function linePath(values: LaneSignal['low'], heightOf: HeightOf): string {
  return runsOf(values, values)
    .map((run) => `M${run.map(([i, value]) => point(i, heightOf(value))).join('L')}`)
    .join('');
}

function areaPath(low: LaneSignal['low'], high: LaneSignal['low'], heightOf: HeightOf): string {
  return runsOf(low, high)
    .map((run) => {
      const top = run.map(([i, , value]) => point(i, heightOf(value)));
      const bottom = run.toReversed().map(([i, value]) => point(i, heightOf(value)));
      return `M${[...top, ...bottom].join('L')}Z`;
    })
    .join('');
}

function rangeWords(count: number, least: number, most: number): string {
  if (count === 0) return 'no values';
  return least === most ? `always ${significant(least)}` : `${significant(least)} to ${significant(most)}`;
}

function valueWords({ every, low, high }: LaneSignal, frame: number): string {
  const at = Math.floor(frame / every);
  const [least, most] = [low[at] ?? null, (high ?? low)[at] ?? null];
  if (least === null || most === null) return '–';
  return least === most ? significant(least) : `${significant(least)} to ${significant(most)}`;
}

/** The moment of a frame in words: seconds where the recording says how many frames it has a second, else the frame's number. */
export function momentWords(frame: number, fps: number | null): string {
  return fps ? `${(frame / fps).toFixed(2)} s` : `frame ${frame.toLocaleString('en')}`;
}

/** Ticks along an episode as shares of its width with their words. */
export function timeTicks(frames: number, fps: number | null): { share: number; words: string }[] {
  const span = fps ? frames / fps : frames;
  if (!(span > 0)) return [];
  return axisTicks(0, span, 6)
    .filter((tick) => tick <= span)
    .map((tick) => ({ share: tick / span, words: tick.toLocaleString('en') }));
}
