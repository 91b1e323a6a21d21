import { percent, significant, valueAndMargin } from '@/app/_ui/figure';
import { FigureTile } from '@/app/_ui/figure-tile';
import { Interval } from '@/app/_ui/interval';
import { Section } from '@/app/_ui/page-head';
import type { Interval as Estimate } from '@/server/core/evaluation/interval';
import classes from './efficiency.module.css';
import { basisOf, type EfficiencyData } from './efficiency-answer';
import { scaleOf, unitOf } from './efficiency-figures';

const half = ({ low, high }: Estimate) => (high - low) / 2;
const range = ({ low, high }: Estimate, scale = 1) => `${significant(low / scale)} to ${significant(high / scale)}`;

/** The paired figures behind the sentence, each with what it is measured on; why there are none without paired runs. */
export function Comparison({ data }: { data: EfficiencyData }) {
  const comparison = data.axis === 'demonstrations' ? data.comparison : data.onAxis;
  const title = 'Active against random, run by run';
  if (!comparison) {
    return (
      <Section title={title}>
        <p className={classes.note}>
          Paired figures appear once an active and a random run of the same seed were evaluated on this panel at two
          common sizes of their training sets{data.axis === 'hours' && ', with the list of their recordings'}.
        </p>
      </Section>
    );
  }
  const [unit, scale] = [unitOf(data), scaleOf(data)];
  const basis = basisOf({ ...comparison, range: [comparison.range[0] / scale, comparison.range[1] / scale] }, unit);
  const { difference, bootstrap, savedInterval: saved, savedBootstrap, censored, atTarget } = comparison;
  const resampled = comparison.n <= 6 ? 'all resamples enumerated' : 'BCa bootstrap';
  return (
    <Section title={title}>
      <div className={classes.tiles}>
        {difference && (
          <FigureTile
            label="Area under the curve, active − random, in success"
            value={<Interval {...valueAndMargin(difference.estimate, half(difference))} />}
            basis={`${basis}; 95 % t interval${bootstrap ? ` (${resampled}: ${range(bootstrap)})` : ''}`}
          />
        )}
        {saved && (
          <FigureTile
            label={`Saved on the way to random's final success, ${unit}`}
            value={
              <>
                {censored > 0 && 'at most '}
                <Interval {...valueAndMargin(saved.estimate / scale, half(saved) / scale)} />
              </>
            }
            basis={`${basis}; 90 % t interval${savedBootstrap ? ` (${resampled}: ${range(savedBootstrap, scale)})` : ''}${censored ? `; in ${censored} active never got there` : ''}`}
          />
        )}
        <FigureTile
          label="Runs in which active is ahead"
          value={`${comparison.wins} of ${comparison.n}`}
          basis={[basis, ...testWords(comparison)].join('; ')}
        />
        {comparison.deficiency !== null && (
          <FigureTile
            label="Failures on the way, active over random"
            value={significant(comparison.deficiency)}
            basis={`${basis}; deficiency: the area above the curves up to perfect success, below 1 active failed less`}
          />
        )}
        {atTarget && (
          <FigureTile
            label={`To the target of ${percent(atTarget.target)} success, ${unit} saved`}
            value={
              atTarget.saved ? (
                <Interval {...valueAndMargin(atTarget.saved.estimate / scale, half(atTarget.saved) / scale)} />
              ) : (
                significant(atTarget.savedMean / scale)
              )
            }
            basis={reachedWords(atTarget, unit, scale)}
          />
        )}
      </div>
      {!comparison.claimable && (
        <p className={classes.note}>
          {comparison.basis === 'runs'
            ? 'Below six paired collection runs these figures describe, they prove nothing.'
            : 'These runs differ by training seed alone, on one collection: they say how training varies, not how another collection would have gone.'}
        </p>
      )}
    </Section>
  );
}

/** The exact tests of the pairs, those that can be had. */
function testWords({ p, signedRankP }: NonNullable<EfficiencyData['comparison']>): string[] {
  return [
    ...(p === null ? [] : [`exact sign-flip p = ${significant(p)}`]),
    ...(signedRankP === null ? [] : [`signed-rank p = ${significant(signedRankP)}`]),
  ];
}

function reachedWords(
  { active, random, to, saved }: NonNullable<NonNullable<EfficiencyData['comparison']>['atTarget']>,
  unit: string,
  scale: number,
): string {
  const arm = (name: string, { reached, total, restrictedMean }: typeof active) =>
    `${name} ${reached} of ${total} got there, mean ${restrictedMean === null ? '–' : significant(restrictedMean / scale)}`;
  const censored = active.reached < active.total || random.reached < random.total;
  return `${arm('active', active)}; ${arm('random', random)}${censored ? `, those that did not counted at ${significant(to / scale)} ${unit}` : ''}${saved ? '; 90 % t interval of the difference' : ''}`;
}
