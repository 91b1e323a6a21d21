'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from '../schedule.module.css';
import { counted } from '../schedule-words';

/** What a lead may do with a schedule now: publish or discard a proposal, print what is published. */
export function Decision({ program, shown }: { program: string; shown: ShownSchedule }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const reload = () => queries.invalidateQueries(trpc.schedules.pathFilter());
  const publish = useMutation(
    trpc.schedules.publish.mutationOptions({
      onSuccess: async ({ assignments }) => {
        await reload();
        noticeDone(`Published: ${counted(assignments, 'assignment')} for the operators.`);
      },
      onError: (error) => noticeProblem(error.message),
      onSettled: () => setAsking(false),
    }),
  );
  const discard = useMutation(
    trpc.schedules.discard.mutationOptions({
      onSuccess: async () => {
        await reload();
        router.push(`/p/${program}/schedule`);
      },
      onError: (error) => noticeProblem(error.message),
    }),
  );
  if (shown.state !== 'proposed' || shown.round.state !== 'open') {
    return (
      <Button variant="default" onClick={() => window.print()} data-screen-only>
        Print
      </Button>
    );
  }
  const { summary, override } = shown;
  const risks = [
    override && summary.stale,
    summary.bootstrap?.override && 'Disagreement is used below the bootstrap size.',
  ];
  const risk = risks.filter(Boolean).join(' ');
  return (
    <div className={classes.choices} data-screen-only>
      <Button
        variant="default"
        loading={discard.isPending}
        onClick={() => discard.mutate({ program, scheduleId: shown.id })}
      >
        Discard
      </Button>
      <Button onClick={() => setAsking(true)}>Publish</Button>
      <ConfirmPublish
        opened={asking}
        title={`Publish schedule ${shown.id} for round ${shown.round.number}?`}
        consequences={[
          `Operators see ${counted(summary.blocks, 'assignment')} with ${counted(summary.demonstrations, 'demonstration')} at once.`,
          'A schedule published earlier in this round is superseded, as long as nothing was logged on it.',
          'After the first attempt the round has to be closed before another schedule can be published.',
        ]}
        risk={risk || undefined}
        riskLabel="Publish all the same"
        confirmLabel="Publish"
        pending={publish.isPending}
        onConfirm={() => publish.mutate({ program, scheduleId: shown.id })}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
