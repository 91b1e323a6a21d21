import type { Say } from '@/app/_messages/say';
import type { ChartWords } from '@/app/_ui/charts/chart-table';
import { efficiencyFigure } from '@/app/_ui/charts/efficiency-curve-series';
import { type HistogramFigure, ticksOf } from '@/app/_ui/charts/score-histogram-series';
import { percent, significant } from '@/app/_ui/figure';
import type { WhyData, WhyScores } from './why-words';

const frameWords = (say: Say): ChartWords => ({
  chart: say('chart.chart'),
  table: say('chart.table'),
  figures: say('chart.figures'),
});

/** Scores over the configurations that remain, those in work marked, in the language of the page; `far`: to be read from afar. */
export function spreadFigure(say: Say, language: string, scores: WhyScores, far: boolean): HistogramFigure {
  const { bins, configurations, measured, standing, checkpointName, measure, threshold } = scores;
  const figure = (value: number) => significant(value, 3, language);
  const [low, high] = [bins[0].from, bins[bins.length - 1].to];
  const inside = threshold !== null && threshold >= low && threshold <= high;
  return {
    title: say('reasons.unsure.title', { measure, checkpoint: checkpointName, count: configurations }),
    corner: say('reasons.unsure.corner', { measured, interpolated: configurations - measured }),
    bins: bins.map((bin) => ({ ...bin, middle: (bin.from + bin.to) / 2 })),
    unit: say('reasons.unsure.x', { measure }),
    countLabel: say('reasons.unsure.y'),
    xTicks: ticksOf(bins, far),
    threshold: inside ? { at: threshold, words: say('reasons.unsure.threshold') } : null,
    marks: standing.map(({ score }, i) => ({ at: score, words: i === 0 ? say('reasons.unsure.here') : '' })),
    table: {
      columns: [
        say('chart.from'),
        say('chart.to'),
        say('reasons.unsure.measured'),
        say('reasons.unsure.interpolated'),
      ].map((label) => ({ label, numeric: true })),
      rows: bins.map((bin) => [bin.from, bin.to, bin.measured, bin.interpolated].map(figure)),
    },
    empty: null,
    frameWords: frameWords(say),
    locale: language,
  };
}

/** Success of following plans and of random collection against demonstrations, in the language of the page; `far`: to be read from afar. */
export function successFigure(say: Say, language: string, { efficiency, simulated }: WhyData, far: boolean) {
  const arms = efficiency.bands.map(({ arm, band }) => ({ arm, label: say(`reasons.arm.${arm}`), band }));
  const xLabel = say('reasons.plan.x');
  const figure = efficiencyFigure(arms, {
    panel: efficiency.panel?.name ?? '',
    trials: efficiency.panel?.starts ?? null,
    simulated,
    xLabel,
    far,
  });
  return {
    ...figure,
    title: say('reasons.plan.title', { panel: efficiency.panel?.name ?? '–' }),
    corner: [
      ...arms.map(({ label, band }) =>
        say(band.kind === 'runs' ? 'reasons.plan.over.runs' : 'reasons.plan.over.seeds', { arm: label, n: band.n }),
      ),
      ...(simulated ? [say('simulated')] : []),
    ].join(' · '),
    yLabel: say('reasons.plan.y'),
    table: {
      columns: [xLabel, ...arms.map(({ label }) => label)].map((label) => ({ label, numeric: true })),
      rows: figure.rows.map((row) => [
        significant(row.x, 3, language),
        ...arms.map(({ arm }) => (row[arm] === undefined ? '–' : percent(row[arm], language))),
      ]),
    },
    frameWords: frameWords(say),
    locale: language,
  };
}
