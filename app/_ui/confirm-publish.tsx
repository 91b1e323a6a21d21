'use client';

import { Button, Checkbox, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Caution } from './caution';
import classes from './confirm-publish.module.css';

/**
 * Asks before something others will see: `title` is the question, `consequences` who will see what. With `risk`
 * (for example stale scores) the lead has to tick `riskLabel` first.
 */
export function ConfirmPublish({
  opened,
  title,
  consequences,
  confirmLabel,
  risk,
  riskLabel = 'Go on all the same',
  pending = false,
  onConfirm,
  onClose,
}: {
  opened: boolean;
  title: string;
  consequences: readonly string[];
  confirmLabel: string;
  risk?: ReactNode;
  riskLabel?: string;
  pending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const [deliberate, setDeliberate] = useState(false);
  const close = () => {
    setDeliberate(false);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} classNames={{ title: classes.title }}>
      <ul className={classes.consequences}>
        {consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      {risk && (
        <div className={classes.risk}>
          <Caution>{risk}</Caution>
          <Checkbox
            label={riskLabel}
            checked={deliberate}
            onChange={(event) => setDeliberate(event.currentTarget.checked)}
          />
        </div>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={close}>
          Not yet
        </Button>
        <Button onClick={onConfirm} loading={pending} disabled={Boolean(risk) && !deliberate}>
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
