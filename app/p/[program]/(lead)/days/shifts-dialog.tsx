'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import type { Days } from './days-words';
import { type ShiftDraft, ShiftFields } from './shift-fields';

const WORKDAYS = [1, 2, 3, 4, 5];
const firstShift = (key: number): ShiftDraft => ({
  key,
  name: key === 0 ? 'Day' : `Shift ${key + 1}`,
  weekdays: WORKDAYS,
  from: '08:00',
  to: '16:00',
  capacity: null,
});

/** Says when a station is worked at and how much is done in a shift; the days are planned anew. */
export function ShiftsDialog({
  program,
  station,
  onClose,
}: {
  program: string;
  station: Days['stations'][number];
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [drafts, setDrafts] = useState<ShiftDraft[]>(
    station.shifts.length
      ? station.shifts.map(({ name, weekdays, from, to, capacity }, key) => ({
          key,
          name,
          weekdays,
          from,
          to,
          capacity,
        }))
      : [firstShift(0)],
  );
  const save = useMutation(
    trpc.stations.setShifts.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: trpc.days.pathKey() });
        onClose();
      },
    }),
  );
  const change = (changed: ShiftDraft) => setDrafts(drafts.map((one) => (one.key === changed.key ? changed : one)));
  const next = Math.max(-1, ...drafts.map(({ key }) => key)) + 1;
  return (
    <Modal opened onClose={onClose} title={`Shifts of ${station.name}`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ program, stationId: station.id, shifts: drafts.map(({ key: _, ...shift }) => shift) });
        }}
      >
        <Stack>
          {drafts.map((draft) => (
            <ShiftFields
              key={draft.key}
              draft={draft}
              onChange={change}
              onRemove={() => setDrafts(drafts.filter((one) => one.key !== draft.key))}
            />
          ))}
          {save.error && <Problem what={save.error.message} kept="The shifts are as they were." />}
          <Group justify="space-between">
            <Button variant="subtle" onClick={() => setDrafts([...drafts, firstShift(next)])}>
              Add a shift
            </Button>
            <Group>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending}>
                Save and plan
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
