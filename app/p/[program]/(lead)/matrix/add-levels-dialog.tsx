'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeDone } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import { productOf } from '@/server/core/matrix/enumerate';
import { levelsOfLines } from '@/server/core/matrix/paste';
import classes from './matrix.module.css';
import type { Factors } from './matrix-words';

/** New levels of one factor, typed or pasted one a line, with the size the matrix will have. */
export function AddLevelsDialog({
  program,
  factor,
  factors,
  onClose,
}: {
  program: string;
  factor: Factors[number];
  factors: Factors;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [lines, setLines] = useState('');
  const names = levelsOfLines(lines);
  const sizes = factors.map((each) => each.levels.length + (each === factor ? names.length : 0));
  const add = useMutation(
    trpc.matrix.addLevels.mutationOptions({
      onSuccess() {
        noticeDone(`${factor.name} has ${names.length} more ${names.length === 1 ? 'level' : 'levels'}.`);
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={`Add levels to ${factor.name.toLowerCase()}`}>
      <form
        className={classes.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ program, factor: factor.key, levels: names.map((name) => ({ name })) });
        }}
      >
        <Textarea
          label="Levels"
          description="One a line, typed or pasted"
          value={lines}
          onChange={(event) => setLines(event.currentTarget.value)}
          rows={8}
          data-autofocus
        />
        <p role="status">
          {sizes.join(' × ')} = {productOf(sizes).toLocaleString('en')} combinations
        </p>
        {add.error && <Problem what={add.error.message} kept="Nothing was added." />}
        <Button type="submit" disabled={names.length === 0} loading={add.isPending}>
          Add {names.length || ''} {names.length === 1 ? 'level' : 'levels'}
        </Button>
      </form>
    </Modal>
  );
}
