'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from '../schedule.module.css';
import { counted } from '../schedule-words';

/** Seed, parameters and hash of a schedule, and the button that decides it again from its stored inputs. */
export function Provenance({
  program,
  shown,
  mayReplay,
}: {
  program: string;
  shown: ShownSchedule;
  mayReplay: boolean;
}) {
  const trpc = useTRPC();
  const replay = useQuery(
    trpc.schedules.replay.queryOptions({ program, scheduleId: shown.id }, { enabled: false, staleTime: 0 }),
  );
  const { request } = shown;
  return (
    <>
      <dl className={classes.detail}>
        <dt>Seed</dt>
        <dd className={classes.mono}>{request.seed}</dd>
        <dt>Scoring run</dt>
        <dd>{shown.scoringRunId ?? 'none'}</dd>
        <dt>Block size</dt>
        <dd>{counted(request.blockSize, 'demonstration')}</dd>
        <dt>Weight of the spread</dt>
        <dd>{request.beta}</dd>
        <dt>Random reserve</dt>
        <dd>{request.reservePercent} %</dd>
        <dt>Hash of the picks</dt>
        <dd className={classes.mono}>{shown.hash}</dd>
      </dl>
      {mayReplay && (
        <div className={classes.verdict} data-screen-only>
          <Button variant="default" loading={replay.isFetching} onClick={() => void replay.refetch()}>
            Decide again from the stored inputs
          </Button>
          <span role="status">
            {replay.data &&
              !replay.isFetching &&
              (replay.data.identical ? 'Identical, byte for byte.' : 'Different: the code that decides has changed.')}
          </span>
        </div>
      )}
      {replay.error && <Problem what={replay.error.message} />}
    </>
  );
}
