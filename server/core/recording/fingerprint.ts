import type { Signal } from './source';

/** What identifies an episode wherever its files are copied and however its dataset is renumbered later. */
export interface EpisodeIdentity {
  sourceId: string;
  originalIndex: number;
  length: number;
  signals: ReadonlyMap<string, Signal>;
}

const isIdentifying = (name: string) => /^(actions?|states?|observation\.state|obs\/.*)$/.test(name);

/** Names of the action and state features a fingerprint is taken over, sorted; image-like features (rank 2 and more) are left out. */
export function fingerprintFeatures(
  features: readonly { name: string; shape: number[]; readable: boolean }[],
): string[] {
  return features
    .filter(({ name, shape, readable }) => readable && shape.length <= 1 && isIdentifying(name))
    .map(({ name }) => name)
    .sort();
}

/** Canonical bytes of an identity: a JSON head, then each signal in name order as little-endian float32. Equal identities give equal bytes. */
export function* fingerprintBytes({
  sourceId,
  originalIndex,
  length,
  signals,
}: EpisodeIdentity): Generator<Uint8Array> {
  const names = [...signals.keys()].sort();
  const shapes = names.map((name) => [name, signals.get(name)?.shape]);
  yield new TextEncoder().encode(JSON.stringify([sourceId, originalIndex, length, shapes]));
  for (const name of names) {
    const values = signals.get(name)?.values;
    if (values instanceof Float32Array) yield littleEndian(values);
    else if (values) yield new TextEncoder().encode(JSON.stringify(values));
  }
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  for (let i = 0; i < values.length; i++) bytes.setFloat32(i * 4, values[i], true);
  return new Uint8Array(bytes.buffer);
}
