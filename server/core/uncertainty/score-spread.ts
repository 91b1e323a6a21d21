import type { ScoreField } from './field-codec';

/** Configurations whose score lies in [from, to), the last bin closed. */
export interface SpreadBin {
  readonly from: number;
  readonly to: number;
  readonly measured: number;
  readonly interpolated: number;
}

/** Where one configuration stands among others. */
export interface Standing {
  readonly configurationId: number;
  readonly score: number;
  readonly measured: boolean;
  /** Share (0 to 1) of the remaining configurations, itself left out, whose score is lower; ties count half. */
  readonly above: number;
}

/** How scores spread over the configurations that remain, and where some of them stand. */
export interface ScoreSpread {
  readonly bins: readonly SpreadBin[];
  readonly configurations: number;
  readonly measured: number;
  readonly standing: readonly Standing[];
}

/**
 * The spread of a field over its configurations but those in `gone`, in `count` bins of equal width, and where those in
 * `marked` stand in it, which count as remaining. Null when none remains. O(N·marked).
 */
export function scoreSpread(
  { ids, mean, measured }: ScoreField,
  gone: ReadonlySet<number>,
  marked: readonly number[],
  count = 20,
): ScoreSpread | null {
  const kept = Array.from(ids.keys()).filter((i) => !gone.has(ids[i]) || marked.includes(ids[i]));
  if (kept.length === 0) return null;
  let [low, high] = [mean[kept[0]], mean[kept[0]]];
  for (const i of kept) {
    low = Math.min(low, mean[i]);
    high = Math.max(high, mean[i]);
  }
  if (!((high - low) / count > 0)) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / count;
  const bins = Array.from({ length: count }, (_, b) => ({
    from: low + b * width,
    to: low + (b + 1) * width,
    measured: 0,
    interpolated: 0,
  }));
  let measuredIn = 0;
  for (const i of kept) {
    const bin = bins[Math.min(count - 1, Math.floor((mean[i] - low) / width))];
    if (measured[i]) bin.measured++;
    else bin.interpolated++;
    measuredIn += measured[i];
  }
  const standing = kept
    .filter((i) => marked.includes(ids[i]))
    .map((i) => ({
      configurationId: ids[i],
      score: mean[i],
      measured: measured[i] !== 0,
      above: shareBelow(mean, kept, i),
    }));
  return { bins, configurations: kept.length, measured: measuredIn, standing };
}

function shareBelow(mean: Float64Array, kept: readonly number[], own: number): number {
  if (kept.length === 1) return 0.5;
  let below = 0;
  for (const i of kept) {
    if (i === own) continue;
    if (mean[i] < mean[own]) below++;
    else if (mean[i] === mean[own]) below += 0.5;
  }
  return below / (kept.length - 1);
}
