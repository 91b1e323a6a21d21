import { dot } from './dot';

/** A smooth function's value and gradient at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
}

const inner = (a: Float64Array, b: Float64Array) => dot(a, 0, b, 0, a.length);

/** First point along `direction` with a sufficient decrease (Armijo), halving from a full step; null when none is found. */
function search(f: (x: Float64Array) => Evaluation, x: Float64Array, at: Evaluation, direction: Float64Array) {
  const slope = inner(at.gradient, direction);
  for (let step = 1; step > 1e-8; step /= 2) {
    const next = x.map((value, i) => value + step * direction[i]);
    const found = f(next);
    if (found.value <= at.value + 1e-4 * step * slope) return { next, found };
  }
  return null;
}

/** Replaces the inverse Hessian `h` (n × n, in place) by the BFGS update for step `s` and change of gradient `y`. */
function update(h: Float64Array, s: Float64Array, y: Float64Array): void {
  const n = s.length;
  const sy = inner(s, y);
  if (sy <= 1e-12) return;
  const hy = s.map((_, i) => inner(h.subarray(i * n, (i + 1) * n), y));
  const factor = (1 + inner(y, hy) / sy) / sy;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) h[i * n + j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

/**
 * Local minimum of `f` from `start` by BFGS with backtracking; deterministic, and never worse than the start. Ends when
 * the gradient is below `tolerance` everywhere, no step decreases the value, or after `maxIterations`.
 * Steps are at most 2 in any coordinate, as suits logarithms of parameters. Nocedal & Wright 2006, algorithm 6.1.
 */
export function minimise(
  f: (x: Float64Array) => Evaluation,
  start: Float64Array,
  { tolerance = 1e-4, maxIterations = 60 } = {},
): Minimum {
  const n = start.length;
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) h[i * n + i] = 1;
  let x = Float64Array.from(start);
  let at = f(x);
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    if (at.gradient.every((g) => Math.abs(g) < tolerance)) break;
    let direction = x.map((_, i) => -inner(h.subarray(i * n, (i + 1) * n), at.gradient));
    const longest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (longest > 2) direction = direction.map((value) => (2 * value) / longest);
    const step = search(f, x, at, direction);
    if (!step) break;
    update(
      h,
      step.next.map((value, i) => value - x[i]),
      step.found.gradient.map((g, i) => g - at.gradient[i]),
    );
    x = step.next;
    at = step.found;
  }
  return { x, value: at.value, iterations };
}
