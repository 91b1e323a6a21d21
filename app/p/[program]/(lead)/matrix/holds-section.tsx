'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { significant } from '@/app/_ui/figure';
import { noticeDone } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { useChecked } from '@/app/_ui/use-checked';
import { ReleaseHoldInput } from '@/server/core/matrix/schema';
import classes from './matrix.module.css';
import { type Factors, levelWords, type Matrix } from './matrix-words';

type Hold = Matrix['holds'][number];

/** Configurations held back because a policy's actions left the limits; a lead releases each with a written reason. */
export function HoldsSection({
  program,
  factors,
  holds,
  leads,
}: {
  program: string;
  factors: Factors;
  holds: readonly Hold[];
  leads: boolean;
}) {
  const [releasing, setReleasing] = useState<Hold | null>(null);
  return (
    <Section title="Held until a lead releases them">
      <DataTable
        caption="Held configurations"
        rows={holds}
        rowKey={(hold) => hold.id}
        empty={null}
        pageSize={20}
        columns={[
          { key: 'what', head: 'Configuration', cell: (hold) => levelWords(factors, hold.levelIds) },
          { key: 'dimension', head: 'Action', cell: (hold) => hold.dimension },
          {
            key: 'share',
            head: 'Steps beyond its limit',
            unit: '%, worst rollout',
            numeric: true,
            sortBy: (hold) => hold.share,
            cell: (hold) => significant(100 * hold.share),
          },
          {
            key: 'release',
            head: 'Release',
            quiet: true,
            width: 100,
            cell: (hold) =>
              leads && (
                <Button size="compact-xs" variant="subtle" onClick={() => setReleasing(hold)}>
                  Release…
                </Button>
              ),
          },
        ]}
      />
      {releasing && (
        <ReleaseDialog
          program={program}
          hold={releasing}
          what={levelWords(factors, releasing.levelIds)}
          onClose={() => setReleasing(null)}
        />
      )}
    </Section>
  );
}

function ReleaseDialog({
  program,
  hold,
  what,
  onClose,
}: {
  program: string;
  hold: Hold;
  what: string;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const release = useMutation(
    trpc.matrix.releaseHold.mutationOptions({
      onSuccess() {
        noticeDone(`${what} may be scheduled again.`);
        onClose();
      },
    }),
  );
  const form = useChecked(ReleaseHoldInput, { holdId: hold.id, reason });
  return (
    <Modal opened onClose={onClose} title={`Release ${what}`}>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.submit((input) => release.mutate({ program, ...input }))}
      >
        <Textarea
          label="Reason"
          description="Kept with your name and the date"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={form.issue()}
          rows={3}
          data-autofocus
        />
        {release.error && <Problem what={release.error.message} kept="It is still held." />}
        <Button type="submit" loading={release.isPending}>
          Release
        </Button>
      </form>
    </Modal>
  );
}
