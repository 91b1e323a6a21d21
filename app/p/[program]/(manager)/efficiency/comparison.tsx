import { significant, valueAndMargin } from '@/app/_ui/figure';
import { FigureTile } from '@/app/_ui/figure-tile';
import { Interval } from '@/app/_ui/interval';
import { Section } from '@/app/_ui/page-head';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';

/** The paired figures behind the sentence, each with what it is measured on; nothing without paired runs. */
export function Comparison({ data }: { data: EfficiencyData }) {
  const { comparison } = data;
  if (!comparison) return null;
  const basis = `${comparison.n} paired ${comparison.n === 1 ? 'run' : 'runs'}, ${significant(comparison.range[0])} to ${significant(comparison.range[1])} demonstrations`;
  const { difference, savedInterval } = comparison;
  return (
    <Section title="Active against random, seed by seed">
      <div className={classes.tiles}>
        {difference && (
          <FigureTile
            label="Area under the curve, active − random"
            value={<Interval {...valueAndMargin(difference.estimate, (difference.high - difference.low) / 2)} />}
            basis={`${basis}; 95 % t interval`}
          />
        )}
        {savedInterval && (
          <FigureTile
            label="Demonstrations saved"
            value={
              <Interval {...valueAndMargin(savedInterval.estimate, (savedInterval.high - savedInterval.low) / 2)} />
            }
            basis={`${basis}; 90 % t interval${comparison.censored ? `, ${comparison.censored} never reached the level` : ''}`}
          />
        )}
        <FigureTile
          label="Runs in which active is ahead"
          value={`${comparison.wins} of ${comparison.n}`}
          basis={
            comparison.p === null || !comparison.claimable
              ? basis
              : `${basis}; exact sign-flip p = ${significant(comparison.p)}`
          }
        />
      </div>
      {!comparison.claimable && (
        <p className={classes.note}>Below six paired runs these figures describe, they prove nothing.</p>
      )}
    </Section>
  );
}
