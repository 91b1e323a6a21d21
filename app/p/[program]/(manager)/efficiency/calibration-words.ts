import { intervalDotsFigure } from '@/app/_ui/charts/interval-dots-series';
import { significant } from '@/app/_ui/figure';
import type { EvidenceData } from './efficiency-answer';

type Calibration = EvidenceData['calibration'];
type Report = NonNullable<Calibration>['all'];

const NO_SCORES =
  'An arm scores its rollouts only where its strategy goes by scores, and none is kept. Whether scores foretell failure is shown in a program that records, such as the lab’s own.';

/** What the scores are worth, judged on the random reserve; other rollouts are named as what they are. */
export function calibrationSentences(calibration: Calibration): string[] {
  if (!calibration) return [];
  const { reserve, all, checkpointName } = calibration;
  const enough = reserve.whole !== null;
  const first = enough
    ? `On the random reserve, ${counts(reserve)} of checkpoint ${checkpointName}: ${aurocs(reserve)}`
    : `The random reserve has ${counts(reserve)} of checkpoint ${checkpointName}, too few to judge by: it takes at least 5 failures and 5 successes at configurations that were drawn at random.`;
  const second =
    all.whole === null
      ? `All probe rollouts together are ${counts(all)}, too few as well.`
      : `On all probe rollouts, ${counts(all)}: ${aurocs(all)} These were driven where somebody chose to, so they only describe.`;
  const ceiling = (enough ? reserve : all).ceiling;
  const third =
    ceiling === null
      ? 'How well any score could rank configurations appears once three of them have two rollouts each.'
      : `Halves of the rollouts agree with a rank correlation of ${significant(ceiling)}: no score can rank configurations better than that.`;
  return [first, second, third];
}

/** Failures by decile of the score: the random reserve, or all rollouts named as such while the reserve is small. */
export function calibrationFigure(calibration: Calibration, ofExperiments: boolean) {
  const onReserve = calibration?.reserve.whole != null;
  const report = onReserve ? calibration?.reserve : calibration?.all;
  const groups = report?.deciles ?? [];
  return intervalDotsFigure(
    [
      {
        title: `${onReserve ? 'Random reserve' : 'All probe rollouts, not the reserve'}, ${report ? counts(report) : ''}`,
        colour: 'failure',
        rows: groups.map(({ score, failed }, g) => ({
          label: `${g + 1} of ${groups.length}, ${significant(score)} (n = ${failed.n})`,
          ...failed,
        })),
      },
    ],
    {
      title: `Share of rollouts that failed, in groups of equal count by mean ${calibration?.measure ?? 'disagreement'}${calibration ? ` of checkpoint ${calibration.checkpointName}` : ''}`,
      corner: '95 % Wilson intervals',
      what: `group by ${calibration?.measure ?? 'disagreement'}`,
      empty: {
        title: ofExperiments ? 'Experiments keep no scores' : 'Failures by score will appear here',
        text: ofExperiments
          ? NO_SCORES
          : 'Score a checkpoint on probe rollouts whose outcome is known; five in each group are the least.',
      },
    },
  );
}

function counts({ rollouts, failures }: Report): string {
  return `${rollouts.toLocaleString('en')} judged rollouts with ${failures.toLocaleString('en')} failures`;
}

function aurocs({ whole, first }: Report): string {
  const words = (of: NonNullable<Report['whole']>) =>
    `${significant(of.auroc)} (${significant(of.low)} to ${significant(of.high)}, ${Math.round(100 * of.level)} % bootstrap)`;
  const atFirst = first ? `, by the first decision alone ${words(first)}` : '';
  return whole
    ? `a failure scores higher than a success with probability (AUROC) ${words(whole)} by the whole episode${atFirst}.`
    : '';
}
