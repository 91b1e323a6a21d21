import { describe, expect, test } from 'vitest';
import { fingerprintFeatures } from '@/server/core/recording/fingerprint';
import type { Signal } from '@/server/core/recording/source';
import { fingerprintOf } from '@/server/formats/fingerprint';

const signal = (values: number[]): Signal => ({ frames: values.length, shape: [], values: Float32Array.from(values) });
const identity = (entries: [string, Signal][], originalIndex = 3) => ({
  sourceId: 's',
  originalIndex,
  length: 2,
  signals: new Map(entries),
});

describe('the fingerprint of an episode', () => {
  test('does not depend on the order signals were read in, and changes with any value or index', () => {
    const a: [string, Signal] = ['action', signal([1, 2])];
    const s: [string, Signal] = ['observation.state', signal([3, 4])];
    const first = fingerprintOf(identity([a, s]));
    expect(fingerprintOf(identity([s, a]))).toBe(first);
    expect(fingerprintOf(identity([a, ['observation.state', signal([3, 5])]]))).not.toBe(first);
    expect(fingerprintOf(identity([a, s], 4))).not.toBe(first);
  });

  test('is taken over actions and states, never over images', () => {
    const feature = (name: string, shape: number[]) => ({ name, shape, readable: true });
    const features = [
      feature('obs/image', [8, 8, 3]),
      feature('observation.state', [4]),
      feature('action', [2]),
      feature('timestamp', []),
    ];
    expect(fingerprintFeatures(features)).toEqual(['action', 'observation.state']);
  });
});
