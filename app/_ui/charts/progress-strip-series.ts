/** A strip of what was asked: lengths are shares of the strip (0 to 1). */
export interface ProgressFigure {
  readonly confirmed: number;
  readonly logged: number;
  /** Where the plan says the round should be by now; null without a plan in time. */
  readonly planned: number | null;
  readonly words: string;
  readonly over: number;
}

/** Prepares logged and confirmed against asked; the strip is as long as the greater of asked and logged. */
export function progressFigure(counts: {
  asked: number;
  logged: number;
  confirmed: number;
  planned?: number | null;
}): ProgressFigure {
  const { asked, logged, confirmed, planned = null } = counts;
  const whole = Math.max(1, asked, logged, confirmed);
  const over = Math.max(0, logged - asked);
  const behind = planned === null ? 0 : Math.round(planned) - logged;
  const pace = behind > 0 ? `, ${behind} behind plan` : behind < 0 ? `, ${-behind} ahead of plan` : '';
  return {
    confirmed: confirmed / whole,
    logged: logged / whole,
    planned: planned === null ? null : Math.min(1, planned / whole),
    over,
    words: `${logged} of ${asked} logged, ${confirmed} confirmed${over > 0 ? `, ${over} more than asked` : ''}${pace}`,
  };
}
