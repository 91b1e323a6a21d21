import type { inferRouterOutputs } from '@trpc/server';
import { figure, percent, significant } from '@/app/_ui/figure';
import type { WorkState } from '@/app/_ui/progress-panel';
import { NOVELTY } from '@/server/core/uncertainty/novelty';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { AppRouter } from '@/server/routers';

type Outputs = inferRouterOutputs<AppRouter>['scoring'];
export type ScoringRow = Outputs['list'][number];
export type Scoring = Outputs['show'];
export type Results = Outputs['results'];
export type Calibration = NonNullable<Outputs['calibration']>;

const FORMS = { rms: 'RMS', variance: 'variance', pairwise: 'pairwise distance' } as const;
const STATISTICS = { mean: 'mean', p95: '95 % quantile', windowMax: 'window maximum', max: 'maximum' } as const;

/** How disagreement was measured, in a few words. */
export function formWords({ form, statistic, scaling, window, signals, only }: ScoringForm): string {
  const by = statistic === 'windowMax' ? `maximum over ${window} steps` : STATISTICS[statistic];
  const chosen = signals.map(({ signal, weight }) => (weight === 1 ? signal : `${weight} × ${signal}`)).join(' + ');
  const where = only.map(({ signal, above, below }) => {
    const bounds = [...(above === null ? [] : [`above ${above}`]), ...(below === null ? [] : [`below ${below}`])];
    return `${signal} is ${bounds.join(' and ')}`;
  });
  const counted = where.length > 0 ? `, counting only steps where ${where.join(' and ')}` : '';
  return `${chosen || FORMS[form]}, ${by} of a rollout${scaling === 'off' ? ', unscaled' : ''}${counted}`;
}

/** The unit of a score: of disagreement multiples of the scale, or the actions' own; of other signals what they come in. */
export function unitWords({ form, scaling, signals }: ScoringForm): string {
  if (signals.length > 1) return 'weighted sum';
  if (signals[0]?.signal === NOVELTY) return '1 − cosine';
  if (scaling === 'off') return form === 'variance' ? 'squared action units' : 'action units';
  return form === 'variance' ? 'squared multiples of the scale' : 'multiples of the scale';
}

/** What disagreement was divided by; nothing where the form does not look at it. */
export function scaleWords({ form: { signals }, measure, scale }: Scoring): string | null {
  if (signals.length > 0 && !signals.some(({ signal }) => signal === measure)) return null;
  return scale ? `Divided by scale version ${scale.version}: ${scale.source}.` : 'Not divided by a scale.';
}

/** What the scores of a run are, in a word. */
export const measureWords = ({ measure, form }: Scoring): string => scoreName(form, measure);

/** The heading over the distribution. */
export function placeWords(run: Scoring): string {
  return measureWords(run) === 'disagreement' ? 'Where the members disagree' : `Where ${measureWords(run)} is high`;
}

/** What must be known of a measure that is not disagreement between members; null for that. */
export function measureNote(run: Scoring): string | null {
  switch (measureWords(run)) {
    case 'sample spread':
      return 'This is the spread of one stochastic model over its own samples. It is mostly the variety of its actions, not ignorance: good for ranking, not for a claim that data is missing.';
    case 'dropout disagreement':
      return 'This is the disagreement of one model under dropout masks. It understates what an ensemble would show.';
    case 'token entropy':
      return 'This is the entropy of one model over its action tokens: everything it cannot decide, ignorance or not.';
    default:
      return null;
  }
}

/** What novelty was measured by, or what was missing for it. */
export function noveltyWords({ novelty, rollouts }: Results): string | null {
  const measured = rollouts.filter(({ signals }) => 'novelty' in signals).length;
  if (measured === 0) return novelty?.missing ? `Novelty cannot be measured any more. ${novelty.missing}` : null;
  const by = novelty?.feature
    ? `1 − cosine of a rollout's mean "${novelty.feature}" and the nearest of ${novelty.trained.toLocaleString('en')} training episodes'`
    : 'as posted or as recorded when this was scored';
  return `Novelty is known of ${measured} of ${rollouts.length} rollouts: ${by}.`;
}

/** The state of a run as the progress panel knows it. */
export function workState(state: ScoringRow['state']): WorkState {
  return state === 'queued' ? 'waiting' : state;
}

/** The list's one line. */
export function scoringAnswer(runs: readonly ScoringRow[]): string {
  const live = runs.find((run) => run.state === 'queued' || run.state === 'running');
  if (live) {
    const share = live.framesTotal > 0 ? ` ${percent(live.framesDone / live.framesTotal)} done.` : '';
    return `${live.checkpointName} is being scored on ${live.episodesTotal} rollouts.${share}`;
  }
  const done = runs.find((run) => run.state === 'done');
  return done
    ? `${done.checkpointName} was scored last, on ${done.episodesTotal} rollouts.`
    : 'No checkpoint has been scored yet, so nothing says where the policy is unsure.';
}

/** What a finished run found: how many configurations, how many above the threshold. */
export function resultAnswer(run: Scoring, results: Results | undefined): string {
  if (run.state !== 'done')
    return `${run.checkpointName} on ${run.episodesTotal.toLocaleString('en')} probe rollouts, by ${formWords(run.form)}.`;
  if (!results) return `${run.checkpointName} is scored.`;
  const measured = results.configurations.length;
  const of = run.interpolation ? ` of ${run.interpolation.configurations.toLocaleString('en')}` : '';
  const scored = `${measured}${of} configurations measured on ${results.rollouts.length} rollouts`;
  if (run.threshold === null)
    return `${scored}. No threshold: at least 9 successful rollouts are needed for one, ${results.rollouts.filter((row) => row.outcome === 'success').length} are here.`;
  const { threshold } = run;
  const above = results.configurations.filter((row) => row.mean > threshold).length;
  if (above === 0)
    return `${scored}; none is above the threshold of ${significant(threshold)}: the policy has converged here, or the pool needs new rollouts.`;
  return `${scored}; ${above} of these are above ${significant(threshold)}, the threshold below which 90 % of successful rollouts stay.`;
}

/** What leave-one-out says of the configurations without rollouts. */
export function trustWords({ interpolation }: Scoring): string {
  if (!interpolation) return 'No scored rollout belongs to a configuration, so nothing can be said of the matrix.';
  const { configurations, measured, informative, looR2, looCoverage } = interpolation;
  const rest = configurations - measured;
  if (looR2 === null)
    return `${measured} measured configurations are too few to check the other ${rest.toLocaleString('en')}; those are ranked by coverage.`;
  const explained = `Predicting each measured configuration from the others explains ${looR2 > 0 ? percent(looR2) : 'none'} of the differences between them`;
  const covered =
    looCoverage === null ? '' : `, and ${percent(looCoverage)} of them lie within their own 90 % interval`;
  if (rest <= 0) return `${explained}${covered}. Every configuration is measured, so nothing is interpolated.`;
  return informative
    ? `${explained}${covered}. The other ${rest.toLocaleString('en')} carry interpolated scores.`
    : `${explained}${covered}. That is too little: the other ${rest.toLocaleString('en')} are ranked by coverage instead of by score.`;
}

/** A score with its spread. */
export const scoreWords = (mean: number, sd: number) => figure(mean, { margin: sd });
