import { DomainError } from '../errors';
import type { CardInput } from './schema';

/** How frames of a feature fill one row of a graph input. */
export interface RowLayout {
  /** Dimensions of one row, without the batch. */
  dims: number[];
  /** Frames in one row: 1, or the observation history. */
  frames: number;
  /** True when a recorded [H, W, C] image becomes [C, H, W]. */
  channelsFirst: boolean;
  /** Neighbouring values that share one entry of the statistics. */
  block: number;
}

const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

/** Whether a declared shape without its batch can be `dims`; names stand for any size. */
export function fits(declared: readonly (number | string)[], dims: readonly number[]): boolean {
  return declared.length === dims.length && declared.every((d, i) => typeof d === 'string' || d === dims[i]);
}

/** Extents of one frame after slicing. Throws DomainError invalid when the slice lies outside. */
function frameShape(input: CardInput, shape: readonly number[]): number[] {
  const slice = input.source.kind === 'feature' ? input.source.slice : undefined;
  if (!slice) return shape.length === 0 ? [1] : [...shape];
  if (shape.length > 1 || slice[1] > product(shape))
    throw new DomainError(
      'invalid',
      `Input "${input.name}" takes dimensions ${slice[0]} to ${slice[1] - 1} of a feature that has [${shape.join(', ')}].`,
    );
  return [slice[1] - slice[0]];
}

/**
 * The layout in which frames of `featureShape` fill rows of `input`: with the history as its own dimension, without,
 * or flattened, and channels first where the graph wants that. Throws DomainError invalid with the figures when none fits.
 */
export function rowLayout(input: CardInput, featureShape: readonly number[], history: number): RowLayout {
  const frame = frameShape(input, featureShape);
  const declared = input.shape.slice(1);
  const orders = [{ frame, channelsFirst: false, block: 1 }];
  if (frame.length === 3) {
    const [height, width, channels] = frame;
    orders.unshift({ frame: [channels, height, width], channelsFirst: true, block: height * width });
    // A recording that is channels first already keeps its order.
    if (channels > 4 && height <= 4) orders.reverse()[0].block = width * channels;
  }
  for (const { frame: dims, channelsFirst, block } of orders) {
    const size = product(dims);
    const candidates: [number[], number][] = [
      [[history, ...dims], history],
      [dims, 1],
      [[history * size], history],
      [[size], 1],
    ];
    // A scalar per row: the graph asks for [batch] only.
    if (size === 1) candidates.push([[], 1]);
    for (const [row, frames] of candidates) if (fits(declared, row)) return { dims: row, frames, channelsFirst, block };
  }
  throw new DomainError(
    'invalid',
    `Input "${input.name}" wants [${input.shape.join(', ')}] (batch first), but the recorded feature has ` +
      `[${frame.join(', ')}] per frame with a history of ${history}. Map another feature, take a slice, or set the history.`,
  );
}

/**
 * Dimensions of one row of an input that is not recorded (noise, constant, step): free names become those of a chunk
 * where the ranks agree. Throws DomainError invalid when a dimension stays unknown.
 */
export function unrecordedDims(input: CardInput, chunkLength: number, actionDims: number): number[] {
  const declared = input.shape.slice(1);
  if (declared.every((d) => typeof d === 'number')) return declared.filter((d) => typeof d === 'number');
  const chunk = [chunkLength, actionDims];
  if (fits(declared, chunk)) return chunk;
  throw new DomainError(
    'invalid',
    `Input "${input.name}" leaves [${declared.join(', ')}] open, so nobody knows how much of it to make. Export it with fixed sizes.`,
  );
}
