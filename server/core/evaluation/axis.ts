import type { Arm } from '../collect/words';

/** What a data-efficiency curve is drawn against. */
export const AXES = ['demonstrations', 'hours', 'money'] as const;
export type Axis = (typeof AXES)[number];

/** What a demonstration, a swapped level and a round of choosing take. Money in integer minor units. */
export interface AxisTerms {
  readonly minutesPerDemonstration: number;
  readonly minutesPerChangeover: number;
  readonly perDemonstrationMinor: number;
  readonly overheadPerRoundMinor: number;
}

/** What stood behind a checkpoint when it was trained. */
export interface Effort {
  readonly demonstrations: number;
  /** Levels swapped between successive recordings; null where the list of recordings is not known. */
  readonly changeovers: number | null;
  /** Rounds of choosing before it. */
  readonly rounds: number;
}

/**
 * Where an effort stands on an axis: demonstrations, hours of recording and set-up, or minor units of money. Choosing at
 * random has no overhead. Null for hours where the changeovers are not known.
 */
export function axisValue(axis: Axis, { demonstrations, changeovers, rounds }: Effort, arm: Arm, terms: AxisTerms) {
  if (axis === 'demonstrations') return demonstrations;
  if (axis === 'money')
    return demonstrations * terms.perDemonstrationMinor + (arm === 'active' ? rounds * terms.overheadPerRoundMinor : 0);
  if (changeovers === null) return null;
  return (demonstrations * terms.minutesPerDemonstration + changeovers * terms.minutesPerChangeover) / 60;
}
