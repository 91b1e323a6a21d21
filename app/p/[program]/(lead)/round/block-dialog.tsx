'use client';

import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { USUAL_REASONS } from '@/server/core/collect/usual-reasons';

/** Asks why an assignment cannot be done. */
export function BlockDialog({
  name,
  onBlock,
  onClose,
}: {
  name: string;
  onBlock: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={`Block ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onBlock(reason.trim());
        }}
      >
        <Stack>
          <Autocomplete
            data-autofocus
            label="Why"
            description="Operators read this where the queue is empty."
            maxLength={200}
            data={[...USUAL_REASONS.blocked]}
            value={reason}
            onChange={setReason}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={reason.trim().length < 2}>
              Block
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
