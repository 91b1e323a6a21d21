import { percent, percentRange } from '@/app/_ui/figure';
import { FigureTile } from '@/app/_ui/figure-tile';
import { Section } from '@/app/_ui/page-head';
import type { LeadHomeData } from './lead-words';
import classes from './policy-now.module.css';

/** What the current checkpoint can do and what it was given, each figure with its basis; nothing before there is a checkpoint. */
export function PolicyNow({ home }: { home: LeadHomeData }) {
  const { currentCheckpoint, success, demonstrations, rollouts } = home;
  if (currentCheckpoint === null) return null;
  const interval = success?.interval ?? null;
  return (
    <Section title={`The policy now: ${currentCheckpoint}`}>
      <div className={classes.tiles}>
        <FigureTile
          label="Success"
          value={interval ? percent(interval.estimate) : 'not evaluated yet'}
          basis={
            interval
              ? `${percentRange(interval)} (95 % Wilson), ${interval.n.toLocaleString('en')} trials${success?.panelName ? ` on ${success.panelName}` : ''}`
              : 'its trials on the panel will stand here'
          }
        />
        <FigureTile
          label="Confirmed demonstrations"
          value={demonstrations.toLocaleString('en')}
          basis="in the store, neither failed nor excluded"
        />
        <FigureTile label="Probe rollouts" value={rollouts.toLocaleString('en')} basis="of all checkpoints" />
      </div>
    </Section>
  );
}
