'use client';

import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';

/** Asks what is to be driven, and leads to the proposal. */
export function ProbePlanDialog({
  program,
  checkpoints,
  drafts,
  unknownAllowed,
  onClose,
}: {
  program: string;
  checkpoints: readonly { id: number; name: string; isCurrent: boolean }[];
  /** Plans that nobody published yet. */
  drafts: readonly { id: number; checkpointId: number }[];
  /** The program's word on what no policy has driven yet. */
  unknownAllowed: boolean;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const current = checkpoints.find(({ isCurrent }) => isCurrent) ?? checkpoints[0];
  // What nobody chose follows the list, which may be read anew while the dialog is open.
  const [chosen, choose] = useState<number>();
  const checkpointId = chosen ?? current.id;
  const [ask, setAsk] = useState({
    sharePercent: 15,
    randomPercent: 20,
    rollouts: 1,
    seed: '',
    driveUnknown: unknownAllowed,
  });
  const change = (part: Partial<typeof ask>) => setAsk((before) => ({ ...before, ...part }));
  const propose = useMutation(
    trpc.rollouts.proposePlan.mutationOptions({
      onSuccess: ({ probePlanId }) => router.push(`/p/${program}/rollouts/${probePlanId}`),
    }),
  );
  const replaced = drafts.find((draft) => draft.checkpointId === checkpointId);
  return (
    <Modal opened onClose={onClose} title="Plan probe rollouts">
      <Stack>
        <Select
          label="Checkpoint that drives"
          data={checkpoints.map(({ id, name, isCurrent }) => ({
            value: String(id),
            label: isCurrent ? `${name} (current)` : name,
          }))}
          value={String(checkpointId)}
          onChange={(value) => value && choose(Number(value))}
          allowDeselect={false}
          searchable
        />
        <NumberInput
          label="Share of the matrix, %"
          value={ask.sharePercent}
          onChange={(value) => change({ sharePercent: Number(value) || 0 })}
          min={0.1}
          max={100}
        />
        <NumberInput
          label="Drawn at random, % of these"
          description="The others are dealt so that every level is driven about as often. Calibration is judged on the random ones."
          value={ask.randomPercent}
          onChange={(value) => change({ randomPercent: Number(value) || 0 })}
          min={0}
          max={100}
        />
        <NumberInput
          label="Rollouts of each configuration"
          value={ask.rollouts}
          onChange={(value) => change({ rollouts: Number(value) || 1 })}
          min={1}
          max={20}
          allowDecimal={false}
        />
        <TextInput
          label="Seed"
          description="The same seed on the same matrix draws the same."
          placeholder="of the program and the checkpoint"
          value={ask.seed}
          onChange={(event) => change({ seed: event.currentTarget.value })}
        />
        <Checkbox
          label="Let it drive configurations that no policy has driven yet"
          description="Nobody knows there whether predicted actions stay within their limits."
          checked={ask.driveUnknown}
          onChange={(event) => change({ driveUnknown: event.currentTarget.checked })}
        />
        {replaced && <p>It takes the place of plan {replaced.id}, a draft that nobody published.</p>}
        {propose.error && <Problem what={propose.error.message} kept="Nothing was kept." />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={propose.isPending || propose.isSuccess}
            onClick={() => propose.mutate({ program, checkpointId, ...ask, seed: ask.seed.trim() || undefined })}
          >
            Draw the proposal
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
