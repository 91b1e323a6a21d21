import { DomainError } from '@/server/core/errors';
import type { Feature, Signal } from '@/server/core/recording/source';
import { isObject } from '../json';
import { type Column, readColumns } from '../parquet';
import { decodePng } from '../png';
import type { FoundEpisode } from './scan';

/** Signals of one episode by feature name. Throws DomainError invalid for features without values and values of another shape. */
export async function readSignals(
  { file, from, to }: FoundEpisode,
  features: readonly Feature[],
): Promise<Map<string, Signal>> {
  const columns = await readColumns(
    file,
    features.map(({ name }) => name),
    from,
    to,
  );
  return new Map(
    features.map((feature) => [feature.name, signalOf(feature, columns.get(feature.name) ?? [], file.path)]),
  );
}

function signalOf({ name, dtype, shape }: Feature, column: Column, path: string): Signal {
  if (dtype === 'string') return { frames: column.length, shape, values: column.map((text) => String(text ?? '')) };
  const width = shape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(column.length * width);
  for (let frame = 0; frame < column.length; frame++) {
    const end = fill(values, frame * width, column[frame]);
    if (end !== (frame + 1) * width)
      throw new DomainError('invalid', `${path}: frame ${frame} of "${name}" does not hold ${width} values.`);
  }
  return { frames: column.length, shape, values };
}

/** Writes the numbers of a nested list from `at` on; returns the position after the last. Absent values become NaN. */
function fill(target: Float32Array, at: number, value: unknown): number {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    let next = at;
    for (const entry of value as ArrayLike<unknown> & Iterable<unknown>) next = fill(target, next, entry);
    return next;
  }
  // LeRobot embeds pictures as {bytes, path}: height × width × channels values of 0 to 255.
  if (isObject(value) && value.bytes instanceof Uint8Array) return fill(target, at, decodePng(value.bytes).pixels);
  target[at] = value === null || value === undefined ? Number.NaN : Number(value);
  return at + 1;
}
