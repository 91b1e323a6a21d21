import { efficiencyFigure } from '@/app/_ui/charts/efficiency-curve-series';
import { intervalDotsFigure } from '@/app/_ui/charts/interval-dots-series';
import { minorPlaces, money } from '@/app/_ui/figure';
import type { Band } from '@/server/core/evaluation/band';
import { armLabel, BY_NAME_ALONE, counted, type EfficiencyData } from './efficiency-answer';

/** The unit of the chosen axis, as figures on it are written. */
export function unitOf({ axis, currency }: Pick<EfficiencyData, 'axis' | 'currency'>): string {
  if (axis === 'hours') return 'hours';
  return axis === 'money' ? currency : 'demonstrations';
}

/** Figures on the money axis come in minor units; this is what they are divided by. */
export function scaleOf({ axis, currency }: Pick<EfficiencyData, 'axis' | 'currency'>): number {
  return axis === 'money' ? 10 ** minorPlaces(currency) : 1;
}

const NO_HOURS =
  'Hours are counted with what was swapped between recordings, which takes the list of them in their order. A size that was declared has none, and neither have experiments that were run before swaps were counted; one on other seeds has. Demonstrations and money are there.';

/** What simulated hours and money assume, and what the hours lack; null where nothing has to be said. */
export function axisNote({ axis, terms, currency, simulation, evaluations }: EfficiencyData): string | null {
  if (!simulation || axis === 'demonstrations') return null;
  const nobody = 'Simulated: nobody was timed or paid.';
  const { minutesPerDemonstration, minutesPerChangeover, perDemonstrationMinor, overheadPerRoundMinor } = terms;
  if (axis === 'money')
    return `${nobody} A demonstration is taken to cost ${money(perDemonstrationMinor, currency)} and choosing a round ${money(overheadPerRoundMinor, currency)}, as this program is set; choosing at random costs nothing.`;
  const uncounted = evaluations.filter(
    ({ demonstrations, changeovers }) => demonstrations !== null && changeovers === null,
  );
  const lacking =
    uncounted.length > 0
      ? ` Left out: ${counted(uncounted.length, 'evaluation')} of experiments that were run before swaps were counted.`
      : '';
  return `${nobody} A demonstration is taken to last ${minutesPerDemonstration} min and a swapped level ${minutesPerChangeover} min, as this program is set${simulation.experimentsOf ? '; the swaps are counted in the order in which a published schedule has its picks, from batch to batch' : ''}.${lacking}`;
}

/** The curve chart of what was answered, on its axis. */
export function curveFigure(data: EfficiencyData) {
  const { axis, terms, currency, panel, standIn } = data;
  const labels = {
    demonstrations: 'demonstrations in the training set',
    hours: `hours at ${terms.minutesPerDemonstration} min a demonstration and ${terms.minutesPerChangeover} min a swapped level`,
    money: `cost of collecting and choosing, ${currency}`,
  };
  const scale = scaleOf(data);
  const onScale = (band: Band): Band => ({
    ...band,
    points: band.points.map((point) => ({ ...point, x: point.x / scale })),
  });
  const arms = data.bands.map(({ arm, band }) => ({ arm, label: armLabel(arm, data.strategy), band }));
  if (standIn) arms.push({ arm: 'random', label: BY_NAME_ALONE[standIn.why], band: standIn.band });
  return efficiencyFigure(
    arms.map((arm) => ({ ...arm, band: onScale(arm.band) })),
    {
      panel: panel?.name ?? 'none',
      trials: panel?.starts ?? null,
      simulated: data.simulation !== null,
      xLabel: labels[axis],
      missing: axis === 'hours' && data.evaluations.length > 0 ? NO_HOURS : undefined,
    },
  );
}

/** Failure modes of both arms by round, as shares of all trials. */
export function failureFigure({ failures, panel, strategy }: EfficiencyData) {
  // By size, so that both arms of a round stand beside each other.
  const rounds = failures
    .flatMap(({ arm, rounds: own }) => own.map((round) => ({ arm, ...round })))
    .sort((a, b) => a.demonstrations - b.demonstrations);
  return intervalDotsFigure(
    rounds.map(({ arm, demonstrations, trials, shares }) => ({
      title: `${armLabel(arm, strategy)}, ${demonstrations} demonstrations, ${trials.toLocaleString('en')} trials`,
      colour: arm,
      rows: shares.map(({ mode, share }) => ({ label: mode, ...share })),
    })),
    {
      title: `Share of trials that failed, by mode, on panel ${panel?.name ?? 'none'}`,
      corner: '95 % Wilson intervals; trials without a known outcome are left out',
      what: 'failure mode',
      empty: {
        title: 'Failure modes will appear here',
        text: 'Name a failure mode with each failed trial when you post an evaluation.',
      },
    },
  );
}
