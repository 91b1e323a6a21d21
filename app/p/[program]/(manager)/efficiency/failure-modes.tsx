import { percent } from '@/app/_ui/figure';
import { Section } from '@/app/_ui/page-head';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';

/** Shares of the failure modes of the newest evaluations of each arm. Nothing without named failures. */
export function FailureModes({ shares }: { shares: EfficiencyData['failureModes'] }) {
  const arms = (['active', 'random'] as const).flatMap((arm) => {
    const mine = shares.filter((row) => row.arm === arm);
    const newest = Math.max(...mine.map((row) => row.demonstrations));
    const rows = mine.filter((row) => row.demonstrations === newest);
    const total = rows.reduce((sum, row) => sum + row.failures, 0);
    return total ? [{ arm, newest, total, rows }] : [];
  });
  if (arms.length === 0) return null;
  return (
    <Section title="How the newest checkpoints fail">
      {arms.map(({ arm, newest, total, rows }) => (
        <div key={arm}>
          <p className={classes.note}>
            {arm === 'active' ? 'Active' : 'Random'} at {newest} demonstrations, {total.toLocaleString('en')} failures
          </p>
          <ul className={classes.bars}>
            {rows.map((row) => (
              <li key={row.mode} className={classes.bar}>
                <span>{row.mode}</span>
                <span className={classes.track}>
                  <span
                    className={classes.fill}
                    style={{
                      width: percent(row.failures / total).replace(/\s/g, ''),
                      background: `var(--rota-${arm})`,
                    }}
                  />
                </span>
                <span>
                  {percent(row.failures / total)} ({row.failures})
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
