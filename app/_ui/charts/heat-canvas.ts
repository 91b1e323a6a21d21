import type { HeatFigure } from './matrix-heat-map-series';
import { viridis } from './viridis';

const HEIGHT = 840;

/** Pixels of a cell on the canvas. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of a cell, `room` pixels being there for all columns: a few levels get wide cells with room for their names and
 * figures, a 100 × 100 matrix stays within a screen.
 */
export function cellSize(rows: number, columns: number, room: number): CellSize {
  return {
    width: Math.max(6, Math.min(180, Math.floor(room / columns))),
    height: Math.max(6, Math.min(36, Math.floor(HEIGHT / rows))),
  };
}

/** Cells from this size on carry their value in figures. */
const LABELLED: CellSize = { width: 34, height: 18 };

/** Paints `figure` on a canvas context of columns · width by rows · height pixels; interpolated cells are hatched. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  figure: HeatFigure,
  { width: w, height: h }: CellSize,
): void {
  const columns = figure.columns.length;
  const labelled = w >= LABELLED.width && h >= LABELLED.height;
  context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.clearRect(0, 0, columns * w, figure.rows.length * h);
  for (let at = 0; at < figure.shade.length; at++) {
    if (Number.isNaN(figure.shade[at])) continue;
    const x = (at % columns) * w;
    const y = Math.floor(at / columns) * h;
    context.fillStyle = `rgb(${viridis(figure.shade[at]).join(' ')})`;
    context.fillRect(x, y, w - 1, h - 1);
    const ink = figure.shade[at] > 0.45 ? '#000000' : '#ffffff';
    if (figure.hatched[at]) hatch(context, { x, y, w: w - 1, h: h - 1 }, ink);
    if (labelled) label(context, { x, y, w: w - 1, h: h - 1 }, ink, figure.labels[at]);
  }
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

function hatch(context: CanvasRenderingContext2D, { x, y, w, h }: Box, colour: string): void {
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  const apart = Math.max(3, Math.min(w, h) / 3);
  for (let offset = apart; offset < w + h; offset += apart) {
    context.moveTo(x + offset - h, y + h);
    context.lineTo(x + offset, y);
  }
  context.stroke();
  context.restore();
}

function label(context: CanvasRenderingContext2D, { x, y, w, h }: Box, ink: string, text: string): void {
  context.fillStyle = ink;
  context.fillText(text, x + w / 2, y + h / 2, w - 4);
}
