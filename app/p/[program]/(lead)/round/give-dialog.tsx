'use client';

import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import type { QueueRow } from './assignment-table';

/** Gives an assignment to a person, a station, a shift of one, or back to everybody. */
export function GiveDialog({
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
  const people = useQuery(trpc.people.list.queryOptions({ program }));
  const stations = useQuery(trpc.stations.list.queryOptions({ program }));
  const [personId, setPersonId] = useState(row.personId);
  const [stationId, setStationId] = useState(row.stationId);
  const days = useQuery(trpc.days.show.queryOptions({ program }));
  const [shift, setShift] = useState(row.shift && `${row.shift.shiftId} ${row.shift.day}`);
  const give = useMutation(
    trpc.collect.assign.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: trpc.collect.pathKey() });
        onClose();
      },
    }),
  );
  const operators = (people.data ?? []).filter((one) =>
    one.roles.some((role) => role === 'operator' || role === 'lead'),
  );
  const choice = (id: number | null) => (id === null ? null : String(id));
  const idOf = (value: string | null) => (value === null ? null : Number(value));
  const coming = (days.data?.slices ?? [])
    .filter((slice) => stationId === null || slice.stationId === stationId)
    .map((slice) => ({
      value: `${slice.shiftId} ${slice.day}`,
      label: `${slice.day}, ${slice.shift} at ${slice.station}`,
    }));
  return (
    <Modal opened onClose={onClose} title={`Give ${name}`}>
      <Stack>
        <Select
          label="Person"
          placeholder="Anybody"
          clearable
          data={operators.map((one) => ({ value: String(one.id), label: one.name }))}
          value={choice(personId)}
          onChange={(value) => setPersonId(idOf(value))}
        />
        <Select
          label="Station"
          placeholder="Any station"
          clearable
          data={(stations.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
          value={choice(stationId)}
          onChange={(value) => {
            setStationId(idOf(value));
            setShift(null);
          }}
        />
        {coming.length > 0 && (
          <Select
            label="Shift"
            description="Nobody gets it before the shift begins"
            placeholder="As the plan of the days has it"
            clearable
            searchable
            data={coming}
            value={shift}
            onChange={setShift}
          />
        )}
        {give.error && <Problem what={give.error.message} kept="Nothing was changed." />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={give.isPending}
            onClick={() => give.mutate({ program, assignmentId: row.id, personId, ...placeOf(shift, stationId) })}
          >
            Give
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A shift is of one station, which it then decides. */
function placeOf(shift: string | null, stationId: number | null) {
  if (shift === null) return { stationId, shift: null };
  const [shiftId, day] = shift.split(' ');
  return { stationId: null, shift: { shiftId: Number(shiftId), day } };
}
