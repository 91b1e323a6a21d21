'use client';

import { ActionIcon, Chip, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import classes from './days.module.css';
import { type StationShift, WEEKDAYS } from './days-words';

/** A shift as it is being written. */
export interface ShiftDraft extends Omit<StationShift, 'id'> {
  key: number;
}

const UNITS = [
  { value: 'whole', label: 'The whole shift' },
  { value: 'hours', label: 'Hours' },
  { value: 'demonstrations', label: 'Recordings' },
];
const USUAL = { hours: 6, demonstrations: 60 };

/** The fields of one shift: name, days, hours, capacity. */
export function ShiftFields({
  draft,
  onChange,
  onRemove,
}: {
  draft: ShiftDraft;
  onChange: (changed: ShiftDraft) => void;
  onRemove: () => void;
}) {
  const set = (part: Partial<ShiftDraft>) => onChange({ ...draft, ...part });
  const { capacity } = draft;
  return (
    <fieldset className={classes.shift} aria-label={draft.name || 'Shift'} style={{ border: 0, padding: 0, margin: 0 }}>
      <Group align="end" wrap="nowrap">
        <TextInput
          label="Shift"
          required
          maxLength={40}
          flex={1}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="From"
          required
          value={draft.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="To"
          required
          value={draft.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${draft.name}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <Chip.Group
        multiple
        value={draft.weekdays.map(String)}
        onChange={(days) => set({ weekdays: days.map(Number).sort((a, b) => a - b) })}
      >
        <Group gap="xs" role="group" aria-label="Days of the week">
          {WEEKDAYS.map((day, at) => (
            <Chip key={day} size="xs" value={String(at + 1)}>
              {day}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group align="end">
        <Select
          label="Capacity"
          allowDeselect={false}
          data={UNITS}
          value={capacity?.unit ?? 'whole'}
          onChange={(unit) =>
            set({ capacity: unit === 'hours' || unit === 'demonstrations' ? { unit, amount: USUAL[unit] } : null })
          }
        />
        {capacity && (
          <NumberInput
            label={capacity.unit === 'hours' ? 'Hours of work' : 'Recordings a shift'}
            required
            min={capacity.unit === 'hours' ? 0.5 : 1}
            max={capacity.unit === 'hours' ? 24 : 5000}
            step={capacity.unit === 'hours' ? 0.5 : 1}
            allowDecimal={capacity.unit === 'hours'}
            value={capacity.amount}
            onChange={(amount) => typeof amount === 'number' && set({ capacity: { unit: capacity.unit, amount } })}
          />
        )}
      </Group>
    </fieldset>
  );
}
