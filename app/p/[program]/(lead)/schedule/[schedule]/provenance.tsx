'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import type { Replay } from '@/server/services/schedule/replay';
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
          <span role="status">{replay.data && !replay.isFetching && verdictOf(replay.data)}</span>
        </div>
      )}
      {replay.data && !replay.isFetching && !replay.data.addedSince && (
        <ul className={classes.list}>
          {replay.data.differences.map(({ pick, field, stored, replayed }) => (
            <li key={`${pick} ${field}`}>
              {pick === null ? 'Summary' : `Pick ${pick}`}, {field}: <span className={classes.mono}>{stored}</span>{' '}
              stored, <span className={classes.mono}>{replayed}</span> now
            </li>
          ))}
        </ul>
      )}
      {replay.error && <Problem what={replay.error.message} />}
    </>
  );
}

function verdictOf({ identical, addedSince, differing }: Replay): string {
  if (identical) return 'Identical, byte for byte.';
  if (differing === 0) return 'Every field is the same, but the bytes are not.';
  if (addedSince)
    return `The same picks for the same reasons. This was stored before ${counted(addedSince.length, 'field')} of the record ${addedSince.length === 1 ? 'was' : 'were'} kept: ${addedSince.join(', ')}.`;
  return `Different in ${counted(differing, 'field')}: the code that decides has changed. The stored picks stand.`;
}
