import { studentTQuantile } from '@/server/core/numeric/student-t';
import type { CurvePoint } from './curve';
import { resolvableDifference, steadyRate } from './resolution';
import { wilsonInterval } from './wilson';

const STOP_VERDICTS = ['stop', 'continue', 'undetermined'] as const;
export type StopVerdict = (typeof STOP_VERDICTS)[number];

/** What one rule advises. Rota advises, the lead decides. */
export interface StopAdvice {
  readonly verdict: StopVerdict;
  /** A sentence with the figures it rests on. */
  readonly evidence: string;
  /** ± points of success that the evaluation can tell apart; null where the rule rests on no evaluation. */
  readonly resolvesPoints: number | null;
}

const points = (rate: number) => `${(100 * rate).toFixed(1)} points`;

/** Stop when what is left cannot pay the cheapest feasible batch, set-up included. Amounts in minor units. */
export function budgetRule(remainingMinor: number, cheapestBatchMinor: number): StopAdvice {
  const spent = remainingMinor < cheapestBatchMinor;
  const evidence = spent
    ? 'What is left of the budget does not pay for the cheapest feasible batch.'
    : 'The budget still pays for at least one feasible batch.';
  return { verdict: spent ? 'stop' : 'continue', evidence, resolvesPoints: null };
}

/** Stop when no remaining configuration's upper score (mean + 2 standard deviations) is above the calibrated threshold. */
export function exhaustedRule(upperScores: ArrayLike<number>, threshold: number | null): StopAdvice {
  const answer = (verdict: StopVerdict, evidence: string) => ({ verdict, evidence, resolvesPoints: null });
  if (threshold === null) return answer('undetermined', 'No threshold is calibrated for the current checkpoint.');
  let above = 0;
  for (let i = 0; i < upperScores.length; i++) if (upperScores[i] > threshold) above++;
  const of = `${above} of ${upperScores.length} remaining configurations may be above the threshold`;
  return above > 0
    ? answer('continue', `${of}.`)
    : answer('stop', `${of}: the model has converged, or the pool needs new rollouts.`);
}

/** Stop when the lower 95 % Wilson bound of the last evaluation reaches `target`; undetermined while only its estimate does. */
export function targetRule(curve: readonly CurvePoint[], target: number): StopAdvice {
  const last = curve.at(-1);
  const interval = last ? wilsonInterval(last.successes, last.trials) : null;
  if (!last || !interval) return unevaluated();
  const half = (interval.high - interval.low) / 2;
  const verdict = interval.low >= target ? 'stop' : interval.high < target ? 'continue' : 'undetermined';
  const evidence =
    `Success is ${(100 * interval.estimate).toFixed(1)} % (${(100 * interval.low).toFixed(1)} to ` +
    `${(100 * interval.high).toFixed(1)} %) on ${last.trials} trials; the target is ${(100 * target).toFixed(1)} %.`;
  return { verdict, evidence, resolvesPoints: 100 * half };
}

/**
 * Stop when the mean gain per round over the last `rounds` is surely below `minGain` (a rate; default one point);
 * continue when surely not below; otherwise the panel cannot tell.
 */
export function marginalGainRule(curve: readonly CurvePoint[], minGain = 0.01, rounds = 1): StopAdvice {
  const [first, last] = [curve.at(-1 - rounds), curve.at(-1)];
  if (!first || !last) return unevaluated();
  const gain = (last.successes / last.trials - first.successes / first.trials) / rounds;
  const seen = gapResolution(first, last) / rounds;
  const verdict = gain + seen < minGain ? 'stop' : gain - seen >= minGain ? 'continue' : 'undetermined';
  const over = rounds === 1 ? 'The last round gained' : `The last ${rounds} rounds gained on average`;
  const evidence = `${over} ${points(gain)}; this panel of ${last.trials} trials resolves ± ${points(seen)}.`;
  return { verdict, evidence, resolvesPoints: 100 * seen };
}

/**
 * Stop at a plateau: over the last three rounds (four evaluations) success moved by less than `epsilon` and its slope's
 * 95 % interval contains 0, on a panel that could have seen a move of `epsilon`.
 */
export function plateauRule(curve: readonly CurvePoint[], epsilon = 0.02): StopAdvice {
  const recent = curve.slice(-4);
  if (recent.length < 4) return unevaluated();
  const rates = recent.map(({ successes, trials }) => successes / trials);
  const moved = Math.max(...rates) - Math.min(...rates);
  const seen = gapResolution(recent[0], recent[3]);
  const flat = moved < epsilon && slopeMayBeZero(recent, rates);
  const verdict = !flat ? 'continue' : seen <= epsilon ? 'stop' : 'undetermined';
  const evidence = `Success moved by ${points(moved)} over three rounds; this panel of ${recent[3].trials} trials resolves ± ${points(seen)}.`;
  return {
    verdict: moved >= epsilon && moved <= seen ? 'undetermined' : verdict,
    evidence,
    resolvesPoints: 100 * seen,
  };
}

/**
 * A rule's advice with hysteresis: what said stop at an earlier evaluation goes on saying so while later ones cannot
 * tell, and only an evaluation that surely says go on lifts it. `advise` judges the curve up to an evaluation.
 */
export function steadyAdvice(
  curve: readonly CurvePoint[],
  advise: (curve: readonly CurvePoint[]) => StopAdvice,
): StopAdvice {
  let said: number | null = null;
  let advice = advise(curve);
  for (let end = 1; end <= curve.length; end++) {
    advice = advise(curve.slice(0, end));
    if (advice.verdict === 'stop') said ??= curve[end - 1].demonstrations;
    if (advice.verdict === 'continue') said = null;
  }
  if (said === null || advice.verdict === 'stop') return advice;
  const evidence = `Said stop at ${said} demonstrations, and nothing since says otherwise. ${advice.evidence}`;
  return { ...advice, verdict: 'stop', evidence };
}

/** The advice of several rules: `any` stops with the first that stops, `all` only when every one does. */
export function combinedVerdict(advice: readonly StopAdvice[], need: 'any' | 'all'): StopVerdict {
  const verdicts = advice.map(({ verdict }) => verdict);
  if (verdicts.length === 0) return 'undetermined';
  const decided = need === 'any' ? 'stop' : 'continue';
  if (verdicts.includes(decided)) return decided;
  return verdicts.includes('undetermined') ? 'undetermined' : need === 'any' ? 'continue' : 'stop';
}

function unevaluated(): StopAdvice {
  return { verdict: 'undetermined', evidence: 'Too few evaluations on one panel to judge.', resolvesPoints: null };
}

function gapResolution(first: CurvePoint, last: CurvePoint): number {
  const rate = steadyRate(first.successes + last.successes, first.trials + last.trials);
  return resolvableDifference(rate, Math.min(first.trials, last.trials));
}

/** Whether the least-squares slope's 95 % t interval contains 0. */
function slopeMayBeZero(curve: readonly CurvePoint[], y: readonly number[]): boolean {
  const n = y.length;
  const x = curve.map(({ demonstrations }) => demonstrations);
  const [mx, my] = [x, y].map((values) => values.reduce((sum, value) => sum + value, 0) / n);
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const slope = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) / sxx;
  const residual = y.reduce((sum, value, i) => sum + (value - my - slope * (x[i] - mx)) ** 2, 0);
  return Math.abs(slope) <= studentTQuantile(0.975, n - 2) * Math.sqrt(residual / (n - 2) / sxx) + 1e-15;
}
