import { featuresOf, squaredDistance } from '@/server/core/acquisition/distance';
import type { LogDetInput } from '@/server/core/acquisition/log-det';
import { dot } from '@/server/core/numeric/dot';

/** A kernel by name: `dense`, or [I_plus_][scaled_][quality_](rbf | linear) over features. */
export interface KernelInput {
  kernel: string;
  L?: number[][];
  features?: number[][];
  quality?: number[];
  gamma?: number;
  scale?: number;
}

/** The matrix such a name stands for. Throws for a name that is none of them. */
export function kernelOf(input: KernelInput): Omit<LogDetInput, 'steps'> {
  const ridge = input.kernel.startsWith('I_plus') ? 1 : 0;
  const entry = entryOf(input);
  return { size: (input.L ?? input.features ?? []).length, ridge, entry, diagonal: (i) => entry(i, i) };
}

function entryOf({ kernel, L, features, quality, gamma, scale = 1 }: KernelInput): LogDetInput['entry'] {
  if (kernel.endsWith('dense') && L) return (i, j) => scale * L[i][j];
  if (!features) throw new Error(`There is no code for the kernel ${kernel}.`);
  const x = featuresOf(features);
  const weight = (i: number, j: number) => scale * (quality ? quality[i] * quality[j] : 1);
  if (kernel.endsWith('linear')) {
    return (i, j) => weight(i, j) * dot(x.values, i * x.columns, x.values, j * x.columns, x.columns);
  }
  if (kernel.endsWith('rbf') && gamma !== undefined) {
    return (i, j) => weight(i, j) * Math.exp(-gamma * squaredDistance(x, i, x, j));
  }
  throw new Error(`There is no code for the kernel ${kernel}.`);
}
