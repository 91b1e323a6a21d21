import { money } from '@/app/_ui/figure';
import { Section } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';

const PAYS = {
  pays: 'Active collection pays',
  does_not_pay: 'Active collection does not pay',
  undetermined: 'Whether active collection pays is undetermined',
} as const;

const STOP = { stop: 'stop', continue: 'go on', undetermined: 'undetermined' } as const;

/** Whether it pays and whether to stop: each with its evidence. Rota advises, the lead decides. */
export function Advice({ data }: { data: EfficiencyData }) {
  const { pays, stopping, currency } = data;
  return (
    <Section title="Does it pay, and when to stop">
      <p>
        <strong>{PAYS[pays.verdict]}.</strong> {pays.evidence}
        {pays.net && ` Net worth ${money(pays.net.low, currency)} to ${money(pays.net.high, currency)}.`}
      </p>
      {stopping.map((advice) => (
        <p key={advice.evidence} className={classes.advice}>
          <StateBadge>{STOP[advice.verdict]}</StateBadge> {advice.evidence}
        </p>
      ))}
    </Section>
  );
}
