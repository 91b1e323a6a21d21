'use client';

import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';

/** Makes a station: its name, what it fixes, its robot. */
export function StationDialog({
  program,
  factors,
  onClose,
}: {
  program: string;
  factors: readonly { key: string; name: string; levels: readonly { name: string; retired: boolean }[] }[];
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [fixed, setFixed] = useState<Record<string, string>>({});
  const create = useMutation(
    trpc.stations.create.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: trpc.stations.pathKey() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const robot = text('robot') ? { name: text('robot'), type: text('type'), serial: text('serial') } : null;
    create.mutate({ program, name: text('name'), fixed, robot, recorderFlags: text('flags') });
  };
  const fix = (key: string, level: string | null) => {
    const { [key]: _, ...others } = fixed;
    setFixed(level === null ? others : { ...others, [key]: level });
  };
  return (
    <Modal opened onClose={onClose} title="Add a station">
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus name="name" label="Name" required maxLength={60} />
          {factors.map((factor) => (
            <Select
              key={factor.key}
              label={`${factor.name}, where it is fixed here`}
              placeholder="Changes"
              clearable
              searchable
              data={factor.levels.filter((level) => !level.retired).map((level) => level.name)}
              value={fixed[factor.key] ?? null}
              onChange={(level) => fix(factor.key, level)}
            />
          ))}
          <Group grow>
            <TextInput name="robot" label="Robot" maxLength={60} />
            <TextInput name="type" label="Type" maxLength={60} />
            <TextInput name="serial" label="Serial" maxLength={60} />
          </Group>
          <TextInput
            name="flags"
            label="Recorder flags"
            description="Of its robot, cameras and teleoperator; the command rota station passes them on"
            placeholder="--robot.type=so101_follower --teleop.type=so101_leader"
            maxLength={4000}
          />
          {create.error && <Problem what={create.error.message} kept="Nothing was stored." />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
