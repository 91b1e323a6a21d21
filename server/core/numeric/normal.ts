const SQRT2 = Math.SQRT2;

/** Φ(z), the standard normal distribution function, with relative precision kept in both tails. */
export function normalCdf(z: number): number {
  return 0.5 * complementaryError(-z / SQRT2);
}

/** The z with Φ(z) = p, relative error near 1e-14. Throws RangeError unless 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile needs p in (0, 1), got ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  let low = -40;
  let high = 0;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) > p) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** erfc(x): the Maclaurin series below 2.5 in magnitude, the continued fraction above. */
function complementaryError(x: number): number {
  if (x < 0) return 2 - complementaryError(-x);
  return x < 2.5 ? 1 - errorSeries(x) : errorTail(x);
}

function errorSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function errorTail(x: number): number {
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
