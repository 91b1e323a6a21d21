/** Nine evenly spaced stops of matplotlib's viridis (CC0). */
const STOPS = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const;

/** sRGB bytes of viridis at `share` in [0, 1], linear between stops; out of range is clamped. */
export function viridis(share: number): readonly [red: number, green: number, blue: number] {
  const position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = Math.min(STOPS.length - 2, Math.floor(position));
  const mix = (channel: number) =>
    Math.round(STOPS[below][channel] + (position - below) * (STOPS[below + 1][channel] - STOPS[below][channel]));
  return [mix(0), mix(1), mix(2)];
}

/** CSS gradient of the whole scale, low to high. */
export const VIRIDIS_GRADIENT = `linear-gradient(to right, ${STOPS.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`;
