import { DomainError } from '../errors';
import { disagreementPerStep } from './disagreement';
import type { Moments } from './moments';
import type { ActionScale } from './scale';
import type { ScoringForm } from './schema';

/** Figures per decision step of one episode, by name; all have one length. Whatever is uncertain about a policy is one of these. */
export interface StepSignals {
  /** The one that is the score unless a form says otherwise. */
  readonly main: string;
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** What the scores of a form are, in a word or a sum of them; `main` is the main signal, null where none was scored yet. */
export const scoreName = ({ signals }: Pick<ScoringForm, 'signals'>, main: string | null): string =>
  signals.map(({ signal }) => signal).join(' + ') || main || 'disagreement';

/** Signals of predictions cached as moments. Throws DomainError invalid for one deterministic member. */
export function signalsOfMoments(
  moments: Moments,
  scale: Pick<ActionScale, 'std'>,
  form: Pick<ScoringForm, 'form'>,
): StepSignals {
  const spread = disagreementPerStep(moments, scale, form.form);
  if (!spread) throw new DomainError('invalid', 'One deterministic member cannot disagree with anything.');
  const values = new Map([[spread.measure as string, spread.values]]);
  if (spread.aleatoric) values.set('sample spread', spread.aleatoric);
  return { main: spread.measure, values };
}

/** The signals with a figure of the whole episode at each of its steps; a signal of that name that is there stands. */
export function withFigure({ main, values }: StepSignals, name: string, value: number): StepSignals {
  if (values.has(name)) return { main, values };
  const steps = values.get(main)?.length ?? 0;
  return { main, values: new Map([...values, [name, new Float64Array(steps).fill(value)]]) };
}

/** Whether `value` meets the bounds; a bound of null is none. */
const within = (value: number, above: number | null, below: number | null) =>
  (above === null || value > above) && (below === null || value < below);

/**
 * One figure per step: the main signal, or the weighted sum of those the form names; 0 in steps that do not meet all of
 * the form's conditions. O(steps · signals). Throws DomainError invalid that lists the signals there are when one is missing.
 */
export function combineSignals(
  { main, values }: StepSignals,
  { signals, only }: Pick<ScoringForm, 'signals' | 'only'>,
): Float64Array {
  const named = (name: string) => {
    const found = values.get(name);
    if (found) return found;
    throw new DomainError(
      'invalid',
      `There is no signal "${name}" on this episode. It has ${[...values.keys()].map((key) => `"${key}"`).join(', ')}.`,
    );
  };
  const terms = (signals.length > 0 ? signals : [{ signal: main, weight: 1 }]).map(({ signal, weight }) => ({
    weight,
    from: named(signal),
  }));
  const conditions = only.map(({ signal, above, below }) => ({ above, below, from: named(signal) }));
  return named(main).map((_, t) =>
    conditions.every(({ from, above, below }) => within(from[t], above, below))
      ? terms.reduce((sum, { from, weight }) => sum + weight * from[t], 0)
      : 0,
  );
}
