'use client';

import { Button, Group, Modal, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import { clockOf } from '@/server/core/program/local-time';
import { LevelPictureUpload } from '../../level-picture-upload';
import classes from './matrix.module.css';
import type { Factors } from './matrix-words';

type Level = Factors[number]['levels'][number];

/** A level's picture, which is kept at once, and its words: its name, what the recorder is told, and what has to be set up. */
export function EditLevelDialog({ program, level, onClose }: { program: string; level: Level; onClose: () => void }) {
  const trpc = useTRPC();
  const [name, setName] = useState(level.name);
  const [instruction, setInstruction] = useState(level.instruction);
  const [setupNote, setSetupNote] = useState(level.setupNote);
  const [quantity, setQuantity] = useState(level.quantity);
  const [from, setFrom] = useState(level.hours ? clockOf(level.hours.from) : '');
  const [to, setTo] = useState(level.hours ? clockOf(level.hours.to) : '');
  const [weight, setWeight] = useState(level.deploymentWeight);
  const edit = useMutation(trpc.matrix.editLevel.mutationOptions());
  const before = {
    program,
    levelId: level.id,
    name: level.name,
    instruction: level.instruction,
    setupNote: level.setupNote,
    quantity: level.quantity,
    hours: level.hours && { from: clockOf(level.hours.from), to: clockOf(level.hours.to) },
    deploymentWeight: level.deploymentWeight,
  };
  const save = () =>
    edit.mutate(
      {
        program,
        levelId: level.id,
        name,
        instruction,
        setupNote,
        quantity,
        hours: from && to ? { from, to } : null,
        deploymentWeight: weight,
      },
      {
        onSuccess() {
          noticeWithUndo(`${name} is changed.`, () =>
            edit.mutate(before, { onError: (error) => noticeProblem(error.message) }),
          );
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={`Edit ${level.name}`}>
      <form
        className={classes.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <LevelPictureUpload program={program} level={level} />
        <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="Instruction"
          description="Words for the recorder, e.g. pour the milk; the name where empty"
          value={instruction}
          onChange={(event) => setInstruction(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label="Set-up note"
          description="What the operator prepares for this level"
          value={setupNote}
          onChange={(event) => setSetupNote(event.currentTarget.value)}
          rows={3}
        />
        <NumberInput
          label="How many there are"
          description="No more places use it at once; empty where there is plenty"
          min={1}
          max={1000}
          allowDecimal={false}
          value={quantity ?? ''}
          onChange={(value) => setQuantity(typeof value === 'number' ? value : null)}
        />
        <Group grow align="end">
          <TextInput
            type="time"
            label="Recorded from"
            description="Its hours; empty for always"
            required={to !== ''}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="time"
            label="to"
            required={from !== ''}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <NumberInput
          label="How often it occurs in use"
          description="Against the other levels, in any unit; strategies that look at use weigh by it"
          min={0}
          max={1_000_000}
          value={weight ?? ''}
          onChange={(value) => setWeight(typeof value === 'number' ? value : null)}
        />
        {edit.error && <Problem what={edit.error.message} kept="Nothing was changed." />}
        <Button type="submit" loading={edit.isPending}>
          Save
        </Button>
      </form>
    </Modal>
  );
}
