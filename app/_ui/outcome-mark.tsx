import { IconCircleDashed, IconCircleFilled, IconX } from '@tabler/icons-react';
import type { Outcome } from '@/server/core/recording/outcome';
import { colourOf } from './colour-roles';
import classes from './outcome-mark.module.css';

const MARKS = {
  success: { icon: IconCircleFilled, word: 'Success' },
  failure: { icon: IconX, word: 'Failure' },
  unknown: { icon: IconCircleDashed, word: 'Unknown' },
} as const satisfies Record<Outcome, object>;

/** An outcome by shape, colour and word: full disc, cross, dashed ring. `source` says who or what judged it. */
export function OutcomeMark({ outcome, source }: { outcome: Outcome; source?: string }) {
  const { icon: Icon, word } = MARKS[outcome];
  return (
    <span className={classes.mark}>
      <Icon size={13} stroke={outcome === 'failure' ? 3 : 2} color={colourOf(outcome)} aria-hidden />
      {word}
      {source && <span className={classes.source}>{source}</span>}
    </span>
  );
}
