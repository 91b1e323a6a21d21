/** Ticks along an axis that is read from afar. */
export const FAR_TICKS = 3;

/** About `count` round tick values (1, 2 or 5 times a power of ten apart) whose ends enclose [low, high]. */
export function axisTicks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Dividing by the inverse keeps 0.3 from becoming 0.30000000000000004.
  const inverse = 1 / step;
  return Array.from({ length: last - first + 1 }, (_, i) =>
    step < 1 ? (first + i) / Math.round(inverse) : (first + i) * step,
  );
}
