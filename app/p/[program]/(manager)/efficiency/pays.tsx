import { money, significant } from '@/app/_ui/figure';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';
import { TermsForm } from './terms-form';

const PAYS = {
  pays: 'Active collection pays',
  does_not_pay: 'Active collection does not pay',
  undetermined: 'Whether active collection pays is undetermined',
} as const;

/** Whether it pays, from the interval of what was saved, with return and break-even; and the terms it is held against. */
export function Pays({ program, data, mayChange }: { program: string; data: EfficiencyData; mayChange: boolean }) {
  const { pays, currency, terms, breakEvenSaving, returnOnInvestment: returned } = data;
  const share = (value: number) => `${significant(value)} : 1`;
  return (
    <>
      <p>
        <strong>{PAYS[pays.verdict]}.</strong> {pays.evidence}
      </p>
      <ul className={classes.facts}>
        {pays.net && (
          <li>
            Net worth of a round: {money(pays.net.low, currency)} to {money(pays.net.high, currency)}, against a minimum
            worth of {money(terms.minimumWorthMinor, currency)} ({Math.round(100 * pays.net.level)} % interval,{' '}
            {pays.net.n} paired runs).
          </li>
        )}
        {returned?.low != null && returned.high != null && (
          <li>
            Return on what choosing cost: {share(returned.low)} to {share(returned.high)}, after its own cost.
          </li>
        )}
        <li>
          {breakEvenSaving === null
            ? 'Break-even appears once a cost of a demonstration is set.'
            : `Break-even: a round has to save ${significant(breakEvenSaving)} demonstrations to carry its own ${money(terms.overheadPerRoundMinor, currency)}, at ${money(terms.perDemonstrationMinor, currency)} a demonstration.`}
        </li>
      </ul>
      {mayChange && <TermsForm program={program} data={data} />}
    </>
  );
}
