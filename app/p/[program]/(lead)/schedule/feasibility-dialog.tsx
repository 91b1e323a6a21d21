'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeDone } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import type { Certificate } from '@/server/core/schedule/certificate';
import { factorNames } from '@/server/core/schedule/pool';
import { capWaysOut, uniformSentence } from './cap-ways-out';
import classes from './schedule.module.css';
import { counted } from './schedule-words';

/** Why a batch does not fit, and the three ways out: a size that fits, a standing cap, or no cap. */
export function FeasibilityDialog({
  program,
  opened,
  certificate,
  sentence,
  factors,
  onSize,
  onClose,
}: {
  program: string;
  opened: boolean;
  certificate: Certificate;
  sentence: string | null;
  factors: readonly { key: string; name: string }[];
  onSize: (size: number) => void;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const nameOf = factorNames(factors);
  const [reason, setReason] = useState('');
  const choose = useMutation(
    trpc.schedules.chooseCap.mutationOptions({
      onSuccess: async (_, { subject, percent }) => {
        await queries.invalidateQueries(trpc.schedules.check.pathFilter());
        noticeDone(
          percent === null
            ? `${nameOf(subject)} has no cap now.`
            : `${nameOf(subject)} has a standing cap of ${percent} % now.`,
        );
        onClose();
      },
    }),
  );
  const sizes = [certificate.nearest.below, certificate.nearest.above].filter((size) => size !== null);
  const ways = capWaysOut(certificate, nameOf);
  const uniform = uniformSentence(certificate);
  return (
    <Modal opened={opened} onClose={onClose} title="This batch does not fit under the caps and limits" size="lg">
      <div className={classes.stack}>
        <p>{sentence}</p>
        {sizes.length > 0 && (
          <section className={classes.stack} aria-label="Another size">
            <h3>Ask for a size that fits</h3>
            <div className={classes.choices}>
              {sizes.map((size) => (
                <Button
                  key={size}
                  onClick={() => {
                    onSize(size);
                    onClose();
                  }}
                >
                  {size.toLocaleString('en')} demonstrations
                </Button>
              ))}
            </div>
          </section>
        )}
        {certificate.violator && (
          <section className={classes.stack} aria-label="What is short">
            <h3>What is short</h3>
            <dl className={classes.detail}>
              <dt>Levels of {nameOf(certificate.violator.factor)}</dt>
              <dd>{certificate.violator.levels.join(', ')}</dd>
              <dt>Full through {nameOf(certificate.violator.throughFactor)}</dt>
              <dd>{certificate.violator.throughLevels.join(', ') || 'their own room'}</dd>
              <dt>They would have to take</dt>
              <dd>{counted(certificate.violator.needed, 'demonstration')}</dd>
              <dt>They can take</dt>
              <dd>{certificate.violator.capacity}</dd>
            </dl>
          </section>
        )}
        {ways.length > 0 && (
          <section className={classes.stack} aria-label="Another cap">
            <h3>{sizes.length > 0 ? 'Or choose' : 'Choose'} another cap, standing from now on</h3>
            <p className={classes.quiet}>It is kept with your name and today's date and printed on every schedule.</p>
            {uniform && <p>{uniform}</p>}
            <TextInput
              label="Reason"
              value={reason}
              maxLength={300}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <div className={classes.choices}>
              {ways.map(({ subject, percent, label }) => (
                <Button
                  key={label}
                  variant="default"
                  loading={choose.isPending}
                  onClick={() => choose.mutate({ program, subject, percent, reason })}
                >
                  {label}
                </Button>
              ))}
            </div>
          </section>
        )}
        {ways.length === 0 && <p>No cap is in the way: raise the limit itself, or ask for another size.</p>}
        {choose.error && <Problem what={choose.error.message} kept="The caps are as they were." />}
      </div>
    </Modal>
  );
}
