function twoUnits(amount: number, perLarge: number, large: string, small: string): string {
  const rest = amount % perLarge;
  const whole = `${Math.floor(amount / perLarge)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** `durationMs` in words of one or two units, rounded for reading: "40 s", "3 min", "1 h 20 min", "2 d 4 h". */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 24 * 60 ? twoUnits(minutes, 60, 'h', 'min') : twoUnits(Math.round(minutes / 60), 24, 'd', 'h');
}

/** Time left in ms at `ratePerSecond`, or null while that is unknown. */
export function timeLeftMs(done: number, total: number, ratePerSecond: number | null): number | null {
  if (!ratePerSecond || ratePerSecond <= 0) return null;
  return (Math.max(0, total - done) / ratePerSecond) * 1000;
}
