import { percent } from '@/app/_ui/figure';
import { TextLink } from '@/app/_ui/links';
import { Section } from '@/app/_ui/page-head';
import classes from '../scoring.module.css';
import type { Results } from '../scoring-words';

/** What this run holds back because predicted actions left the limits; released on the matrix page. */
export function HeldConfigurations({ program, holds }: { program: string; holds: Results['holds'] }) {
  if (holds.length === 0) return null;
  return (
    <Section title="Held back for safety">
      <ul className={classes.left}>
        {holds.map((hold) => (
          <li key={hold.id}>
            {hold.levels.join(' · ')}: predictions leave the limit of {hold.dimension} in {percent(hold.share)} of the
            steps of a rollout
            {hold.releasedAt ? `; released: ${hold.releaseReason}` : '.'}
          </li>
        ))}
      </ul>
      <p>
        A lead releases them, with a written reason, on the <TextLink href={`/p/${program}/matrix`}>matrix</TextLink>.
      </p>
    </Section>
  );
}
