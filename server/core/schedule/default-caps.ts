import type { Caps } from './schema';

/** Percent of a batch for every variant of task and environment and for every configuration, unless a lead chose otherwise. */
export const DEFAULT_CAP = 20;
const CAPPED = ['task', 'environment'];

/** The caps of a program: the defaults, with every standing choice of its leads in their place (null = no cap). */
export function standingCaps(
  factorKeys: readonly string[],
  choices: readonly { subject: string; percent: number | null }[],
): Caps {
  const chosen = new Map(choices.map((choice) => [choice.subject, choice.percent]));
  const perFactor: Caps['perFactor'] = {};
  for (const key of factorKeys) {
    if (chosen.has(key)) perFactor[key] = chosen.get(key) ?? null;
    else if (CAPPED.includes(key)) perFactor[key] = DEFAULT_CAP;
  }
  const perConfiguration = chosen.has('configuration') ? (chosen.get('configuration') ?? null) : DEFAULT_CAP;
  return { perFactor, perConfiguration };
}
