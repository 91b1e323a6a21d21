'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { LaneGroup, SignalLane, SignalLanesChart } from '@/app/_ui/charts/signal-lanes-chart';
import { EmptyState } from '@/app/_ui/empty-state';
import { Problem } from '@/app/_ui/problem';
import { ChartSkeleton } from '@/app/_ui/skeletons';
import classes from './episode.module.css';
import { EpisodeVideos } from './episode-videos';
import { peakOf } from './episode-words';
import { UncertaintyLane } from './uncertainty-lane';

type Signals = RouterOutput['recordings']['signals'];
type Group = Signals['groups'][number];

/** Dimensions of a group that are shown before one asks for all. */
const SHOWN_FIRST = 8;

/** An episode over time: where the policy was unsure on top, every recorded signal below, one cursor through all of them. */
export function EpisodeTimeline({ program, episodeId }: { program: string; episodeId: number }) {
  const trpc = useTRPC();
  const signals = useQuery(trpc.recordings.signals.queryOptions({ program, episodeId }, { staleTime: 60_000 }));
  const uncertainty = useQuery(trpc.recordings.uncertainty.queryOptions({ program, episodeId }));
  const [chosen, setFrame] = useState<number | null>(null);
  const [seek, setSeek] = useState(0);
  if (signals.isPending || uncertainty.isPending) return <ChartSkeleton height={360} />;
  const spread = uncertainty.data ?? null;
  const peak = spread && peakOf(spread.steps);
  const frames = signals.data?.frames ?? (spread ? spread.steps.low.length * spread.steps.every : 0);
  const frame = Math.min(chosen ?? peak?.frame ?? 0, Math.max(0, frames - 1));
  const { groups = [], videos = [], missing = [], fps = null } = signals.data ?? {};
  const show = (to: number) => {
    setFrame(to);
    if (fps) setSeek(to / fps);
  };
  return (
    <>
      {signals.error && (
        <Problem
          what={`The recording of this episode could not be read: ${signals.error.message}`}
          kept="What is known of the episode and everything said about it stands."
        />
      )}
      {videos.length > 0 && (
        <EpisodeVideos
          program={program}
          episodeId={episodeId}
          videos={videos}
          seek={seek}
          onMoment={(seconds) => fps && setFrame(Math.floor(seconds * fps))}
        />
      )}
      {missing.length > 0 && (
        <p className={classes.quiet}>
          No video is stored of {missing.join(', ')}: the recording names {missing.length === 1 ? 'it' : 'them'}, the{' '}
          {missing.length === 1 ? 'file is' : 'files are'} not there.
        </p>
      )}
      {!signals.error && groups.length === 0 && (
        <EmptyState title="This recording holds no signals.">
          Lists of episodes (CSV, JSON) say what happened, not how. Import the recording itself to see its actions and
          states here.
        </EmptyState>
      )}
      {frames > 0 && (groups.length > 0 || spread) && (
        <SignalLanesChart frames={frames} fps={fps} frame={frame} onFrame={show}>
          <UncertaintyLane spread={spread} frame={frame} fps={fps} onFrame={show} />
          {groups.map((group) => (
            <Dimensions key={group.feature} group={group} frame={frame} />
          ))}
        </SignalLanesChart>
      )}
    </>
  );
}

function Dimensions({ group, frame }: { group: Group; frame: number }) {
  const [all, setAll] = useState(false);
  const { feature, dimensions } = group;
  const shown = all ? dimensions : dimensions.slice(0, SHOWN_FIRST);
  const more = dimensions.length > SHOWN_FIRST;
  return (
    <LaneGroup
      title={feature}
      aside={
        more && (
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `First ${SHOWN_FIRST}` : `All ${dimensions.length} dimensions`}
          </Button>
        )
      }
    >
      {shown.map(({ name, ...signal }) => (
        <SignalLane key={name} name={name} signal={signal} frame={frame} />
      ))}
    </LaneGroup>
  );
}
