import { DomainError } from '../errors';
import type { Signal } from '../recording/source';
import type { Feed } from './ensemble';
import { applyAffine, normalising } from './normalisation';
import { rowLayout, unrecordedDims } from './row-layout';
import type { CardInput, PolicyCard } from './schema';

const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

/** Names of the recorded features that the cards read. */
export function featuresOf(cards: readonly PolicyCard[]): string[] {
  const names = cards.flatMap((card) =>
    card.inputs.flatMap((input) => (input.source.kind === 'feature' ? [input.source.feature] : [])),
  );
  return [...new Set(names)];
}

/**
 * Inputs of one card for the decision steps [from, to) of an episode: history (the first frame repeated at the
 * start), channel order, slice, scale and normalisation applied. Noise and dropout are left out: they are made where the members run.
 * Throws DomainError invalid when a feature is missing, is text, or does not fit.
 */
export function assembleFeeds(
  card: PolicyCard,
  signals: ReadonlyMap<string, Signal>,
  from: number,
  to: number,
): Record<string, Feed> {
  const feeds: Record<string, Feed> = {};
  for (const input of card.inputs) {
    const { source } = input;
    if (source.kind === 'feature')
      feeds[input.name] = recordedFeed(input, numbersOf(input, source.feature, signals), card, from, to);
    else if (source.kind !== 'noise' && source.kind !== 'dropout') {
      const dims = unrecordedDims(input, card.chunkLength, card.actions.length);
      const size = product(dims);
      const values = new Float32Array((to - from) * size);
      for (let i = 0; i < values.length; i++)
        values[i] = source.kind === 'constant' ? source.value : from + Math.floor(i / size);
      normalise(input, values, size, 1);
      feeds[input.name] = { dims, values };
    }
  }
  return feeds;
}

interface NumericSignal {
  frames: number;
  shape: number[];
  values: Float32Array;
}

function numbersOf(input: CardInput, feature: string, signals: ReadonlyMap<string, Signal>): NumericSignal {
  const signal = signals.get(feature);
  if (!signal)
    throw new DomainError('invalid', `Input "${input.name}" reads "${feature}", which this episode does not have.`);
  if (!(signal.values instanceof Float32Array))
    throw new DomainError('invalid', `Input "${input.name}" reads "${feature}", which holds text instead of numbers.`);
  return { frames: signal.frames, shape: signal.shape, values: signal.values };
}

function recordedFeed(input: CardInput, signal: NumericSignal, card: PolicyCard, from: number, to: number): Feed {
  if (to > signal.frames)
    throw new DomainError(
      'invalid',
      `Input "${input.name}" has ${signal.frames} frames, but step ${to - 1} was asked for.`,
    );
  const layout = rowLayout(input, signal.shape, card.observationHistory);
  const stride = product(signal.shape);
  const slice = input.source.kind === 'feature' ? input.source.slice : undefined;
  const first = slice?.[0] ?? 0;
  const size = slice ? slice[1] - slice[0] : stride;
  const values = new Float32Array((to - from) * layout.frames * size);
  let at = 0;
  for (let step = from; step < to; step++)
    for (let back = layout.frames - 1; back >= 0; back--, at += size) {
      const start = Math.max(0, step - back) * stride + first;
      const frame = signal.values.subarray(start, start + size);
      if (layout.channelsFirst) channelsFirst(frame, signal.shape[2], values.subarray(at, at + size));
      else values.set(frame, at);
    }
  normalise(input, values, size, layout.block);
  return { dims: layout.dims, values };
}

/** Writes an [H·W, C] image as [C, H·W]. */
function channelsFirst(from: Float32Array, channels: number, to: Float32Array): void {
  const pixels = from.length / channels;
  for (let c = 0; c < channels; c++) for (let p = 0; p < pixels; p++) to[c * pixels + p] = from[p * channels + c];
}

function normalise(input: CardInput, values: Float32Array, size: number, block: number): void {
  const scale = input.source.kind === 'feature' ? input.source.scale : 1;
  const affine = normalising(input.normalisation, scale);
  const dimensions = size / block;
  if (affine.gain.length !== 1 && affine.gain.length !== dimensions)
    throw new DomainError(
      'invalid',
      `The statistics of input "${input.name}" have ${affine.gain.length} entries, its values have ${dimensions}.`,
    );
  applyAffine(values, affine, size, block);
}
