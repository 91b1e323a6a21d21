'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Caution } from '@/app/_ui/caution';
import classes from './schedule.module.css';

/** A deliberate yes against a rule: nothing goes on without a written reason, which is printed on the schedule. */
export function ReasonDialog({
  opened,
  title,
  sentence,
  confirmLabel,
  onReason,
  onClose,
}: {
  opened: boolean;
  title: string;
  sentence: string;
  confirmLabel: string;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const enough = reason.trim().length >= 3;
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <div className={classes.stack}>
        <Caution>{sentence}</Caution>
        <Textarea
          label="Why go on all the same?"
          description="Stored with your name and printed on the schedule"
          value={reason}
          maxLength={300}
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
        <Button
          disabled={!enough}
          onClick={() => {
            onReason(reason.trim());
            onClose();
          }}
        >
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
