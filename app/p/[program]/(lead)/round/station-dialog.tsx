'use client';

import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';

/** Makes a station, or changes one: its name, what it fixes, its robot, its recorder's flags. */
export function StationDialog({
  program,
  factors,
  station,
  onClose,
}: {
  program: string;
  factors: readonly { key: string; name: string; levels: readonly { id: number; name: string; retired: boolean }[] }[];
  station: RouterOutput['stations']['list'][number] | null;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [fixed, setFixed] = useState<Record<string, string>>(() => fixedBy(station, factors));
  const stored = {
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: trpc.stations.pathKey() });
      onClose();
    },
  };
  const create = useMutation(trpc.stations.create.mutationOptions(stored));
  const edit = useMutation(trpc.stations.edit.mutationOptions(stored));
  const problem = create.error ?? edit.error;
  const there = station?.robots[0];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const robot = text('robot') ? { name: text('robot'), type: text('type'), serial: text('serial') } : null;
    const asked = { program, name: text('name'), fixed, robot, recorderFlags: text('flags') };
    if (station) edit.mutate({ ...asked, stationId: station.id });
    else create.mutate(asked);
  };
  const fix = (key: string, level: string | null) => {
    const { [key]: _, ...others } = fixed;
    setFixed(level === null ? others : { ...others, [key]: level });
  };
  return (
    <Modal opened onClose={onClose} title={station ? `Change ${station.name}` : 'Add a station'} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus name="name" label="Name" defaultValue={station?.name} required maxLength={60} />
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
            <TextInput name="robot" label="Robot" defaultValue={there?.name} maxLength={60} />
            <TextInput name="type" label="Type" defaultValue={there?.type} maxLength={60} />
            <TextInput name="serial" label="Serial" defaultValue={there?.serial} maxLength={60} />
          </Group>
          <Textarea
            name="flags"
            label="Recorder flags"
            description="Of its robot, cameras and teleoperator. The command rota station passes them on, from the next recording on."
            defaultValue={station?.recorderFlags}
            autosize
            minRows={2}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            placeholder="--robot.type=so101_follower --teleop.type=so101_leader"
            maxLength={4000}
          />
          {problem && <Problem what={problem.message} kept="Nothing was stored." />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending || edit.isPending}>
              {station ? 'Save' : 'Add'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Names of the levels a station fixes, by factor key. */
function fixedBy(
  station: { fixedLevelIds: readonly number[] } | null,
  factors: readonly { key: string; levels: readonly { id: number; name: string }[] }[],
): Record<string, string> {
  const pairs = factors.flatMap(({ key, levels }) =>
    levels.filter(({ id }) => station?.fixedLevelIds.includes(id)).map(({ name }) => [key, name] as const),
  );
  return Object.fromEntries(pairs);
}
