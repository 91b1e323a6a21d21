import type { HeatFigure } from './matrix-heat-map-series';
import { viridis } from './viridis';

const HEIGHT = 840;

/**
 * Pixels of a cell's side on the canvas, `room` pixels being there for all columns: a few levels get cells of 44,
 * a 100 × 100 matrix stays within a screen.
 */
export function cellSide(rows: number, columns: number, room: number): number {
  return Math.max(6, Math.min(44, Math.floor(HEIGHT / rows), Math.floor(room / columns)));
}

/** Cells from this side on carry their value in figures. */
const LABELLED = 36;

/** Paints `figure` on a canvas context of (columns · side) × (rows · side) pixels; interpolated cells are hatched. */
export function paintHeat(context: CanvasRenderingContext2D, figure: HeatFigure, side: number): void {
  const width = figure.columns.length;
  context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.clearRect(0, 0, width * side, figure.rows.length * side);
  for (let at = 0; at < figure.shade.length; at++) {
    if (Number.isNaN(figure.shade[at])) continue;
    const x = (at % width) * side;
    const y = Math.floor(at / width) * side;
    context.fillStyle = `rgb(${viridis(figure.shade[at]).join(' ')})`;
    context.fillRect(x, y, side - 1, side - 1);
    const ink = figure.shade[at] > 0.45 ? '#000000' : '#ffffff';
    if (figure.hatched[at]) hatch(context, x, y, side - 1, ink);
    if (side >= LABELLED) label(context, x, y, side - 1, ink, figure.labels[at]);
  }
}

function hatch(context: CanvasRenderingContext2D, x: number, y: number, side: number, colour: string): void {
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = side / 3; offset < 2 * side; offset += Math.max(3, side / 3)) {
    context.moveTo(x + Math.max(0, offset - side), y + Math.min(side, offset));
    context.lineTo(x + Math.min(side, offset), y + Math.max(0, offset - side));
  }
  context.stroke();
  context.globalAlpha = 1;
}

function label(context: CanvasRenderingContext2D, x: number, y: number, side: number, ink: string, text: string): void {
  context.fillStyle = ink;
  context.fillText(text, x + side / 2, y + side / 2, side - 4);
}
