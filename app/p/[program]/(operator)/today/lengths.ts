/** A length in seconds with one digit, as the language writes it: "12.3 s", "12,3 s". */
export function secondsIn(language: string, durationMs: number): string {
  const seconds = durationMs / 1000;
  return `${seconds.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
}

/** A share in percent without digits after the point, as the language writes it. */
export function percentIn(language: string, share: number): string {
  return share.toLocaleString(language, { style: 'percent' });
}
