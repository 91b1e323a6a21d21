'use client';

import { Button } from '@mantine/core';
import type { RouterOutput } from '@/app/_trpc/client';
import { LaneGroup, SignalLane } from '@/app/_ui/charts/signal-lanes-chart';
import { momentWords } from '@/app/_ui/charts/signal-lanes-series';
import { capitalised, significant } from '@/app/_ui/figure';
import { useShortcut } from '@/app/_ui/shortcut';
import classes from './episode.module.css';
import { peakOf } from './episode-words';

type Spread = NonNullable<RouterOutput['recordings']['uncertainty']>;

/** How unsure the policy was at each step, with the way to where they did most; or why nothing is known of it. */
export function UncertaintyLane({
  spread,
  frame,
  fps,
  onFrame,
}: {
  spread: Spread | null;
  frame: number;
  fps: number | null;
  onFrame: (frame: number) => void;
}) {
  const peak = spread && peakOf(spread.steps);
  useShortcut(peak ? 'd' : undefined, () => peak && onFrame(peak.frame));
  if (!spread)
    return (
      <LaneGroup title="Disagreement">
        <p className={classes.quiet}>
          No finished scoring run has this episode, so nothing says where the policy is unsure in it. Probe rollouts get
          their course when their checkpoint is scored.
        </p>
      </LaneGroup>
    );
  return (
    <LaneGroup
      title={`${nameOf(spread.measure)} of ${spread.checkpointName}, ${UNITS[spread.unit]}`}
      aside={
        peak && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-keyshortcuts="d"
            title="Key D"
            onClick={() => onFrame(peak.frame)}
          >
            Most at {momentWords(peak.frame, fps)}
          </Button>
        )
      }
    >
      <SignalLane
        name=""
        signal={spread.steps}
        frame={frame}
        tall
        beside={spread.aleatoric}
        level={spread.mean === null ? null : { value: spread.mean, words: `mean ${significant(spread.mean)}` }}
      />
      {spread.aleatoric && (
        <p className={classes.quiet}>Dashed: the spread of one member's own samples, which is not ignorance.</p>
      )}
    </LaneGroup>
  );
}

const nameOf = (measure: string) => (measure === 'disagreement' ? 'Disagreement of the members' : capitalised(measure));

const UNITS: Record<Spread['unit'], string> = {
  scaled: 'multiples of the training set’s standard deviation',
  unscaled: 'in the actions’ own units',
  posted: 'as the team posted it',
  named: 'in the units of its signals',
};
