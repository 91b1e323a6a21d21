'use client';

import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import { evenParts } from '@/server/core/collect/split';
import type { QueueRow } from './assignment-table';

/** Splits an assignment into parts for several operators, and says beforehand how large they are. */
export function SplitDialog({
  program,
  row,
  name,
  onClose,
}: {
  program: string;
  row: QueueRow;
  name: string;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [operators, setOperators] = useState(2);
  const [distinct, setDistinct] = useState(true);
  const split = useMutation(
    trpc.collect.split.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: trpc.collect.pathKey() });
        onClose();
      },
    }),
  );
  const parts = evenParts(row.wanted, operators, row.logged);
  return (
    <Modal opened onClose={onClose} title={`Split ${name}`}>
      <Stack>
        <NumberInput
          label="Operators"
          data-autofocus
          min={2}
          max={20}
          allowDecimal={false}
          value={operators}
          onChange={(value) => setOperators(typeof value === 'number' ? value : 2)}
        />
        <Checkbox
          label="Each part by another operator"
          description="Whoever recorded or holds one part is not offered another."
          checked={distinct}
          onChange={(event) => setDistinct(event.currentTarget.checked)}
        />
        <Text size="sm">
          {parts
            ? `${row.wanted} recordings become ${parts.join(' + ')}; the ${row.logged} logged stay with the first part.`
            : `${row.wanted} recordings, ${row.logged} of them logged, are too few for ${operators} operators.`}
          {row.kind === 'evaluation_trial' && ' Each part has starts of the panel of its own: each is tried once.'}
        </Text>
        {split.error && <Problem what={split.error.message} kept="Nothing was changed." />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={!parts}
            loading={split.isPending}
            onClick={() => split.mutate({ program, assignmentId: row.id, operators, distinct })}
          >
            Split
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
