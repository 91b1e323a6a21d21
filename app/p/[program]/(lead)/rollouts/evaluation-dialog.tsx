'use client';

import { Button, Checkbox, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Caution } from '@/app/_ui/caution';
import { TextLink } from '@/app/_ui/links';
import { noticeDone } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import { counted } from '../schedule/schedule-words';

/** Publishes the evaluation of a checkpoint on a panel, after saying who will see what. */
export function EvaluationDialog({
  program,
  checkpoints,
  panels,
  unknownAllowed,
  onClose,
}: {
  program: string;
  checkpoints: readonly { name: string; isCurrent: boolean }[];
  panels: readonly { name: string; starts: number; unstated: number }[];
  /** The program's word on what no policy has driven yet. */
  unknownAllowed: boolean;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const current = checkpoints.find(({ isCurrent }) => isCurrent) ?? checkpoints[0];
  // What nobody chose follows the lists, which may be read anew while the dialog is open.
  const [chosen, choose] = useState<{ checkpoint?: string; panel?: string }>({});
  const { checkpoint = current.name, panel = panels[panels.length - 1].name } = chosen;
  const [driveUnknown, setDriveUnknown] = useState(unknownAllowed);
  const start = useMutation(
    trpc.rollouts.startEvaluation.mutationOptions({
      onSuccess: ({ assignments, trials }) => {
        noticeDone(`${counted(trials, 'trial')} in ${counted(assignments, 'assignment')} are on Today.`);
        onClose();
      },
    }),
  );
  const { starts = 0, unstated = 0 } = panels.find(({ name }) => name === panel) ?? {};
  return (
    <Modal opened onClose={onClose} title="Evaluate a checkpoint">
      <Stack>
        <Select
          label="Checkpoint that drives"
          data={checkpoints.map(({ name, isCurrent }) => ({
            value: name,
            label: isCurrent ? `${name} (current)` : name,
          }))}
          value={checkpoint}
          onChange={(value) => value && choose({ ...chosen, checkpoint: value })}
          allowDeselect={false}
          searchable
        />
        <Select
          label="Panel"
          data={panels.map(({ name }) => name)}
          value={panel}
          onChange={(value) => value && choose({ ...chosen, panel: value })}
          allowDeselect={false}
        />
        <Checkbox
          label="Let it drive configurations that no policy has driven yet"
          description="Nobody knows there whether predicted actions stay within their limits."
          checked={driveUnknown}
          onChange={(event) => setDriveUnknown(event.currentTarget.checked)}
        />
        <p>
          Operators see {counted(starts, 'trial')} before any demonstration, each with its start. The evaluation counts
          when all are there; none is ever scored or trained on.
        </p>
        {unstated > 0 && (
          <Caution>
            {unstated === starts ? 'Its starts are' : `${unstated} of its starts are`} numbered and state no place, so
            trials begin where the operator sets things up. A panel never changes: give levels{' '}
            <TextLink href={`/p/${program}/matrix`}>start cards</TextLink> and freeze another one.
          </Caution>
        )}
        {start.error && <Problem what={start.error.message} kept="Nothing was published." />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button loading={start.isPending} onClick={() => start.mutate({ program, checkpoint, panel, driveUnknown })}>
            Publish the evaluation
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
