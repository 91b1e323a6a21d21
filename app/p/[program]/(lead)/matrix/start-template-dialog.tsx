'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeDone } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import classes from './matrix.module.css';
import type { Factors, StartTemplates } from './matrix-words';

type Parts = Pick<StartTemplates[number], 'zones' | 'orientations' | 'distractors'>;

const EMPTY: Parts = { zones: [], orientations: [], distractors: [] };

const FIELDS = [
  { part: 'zones', label: 'Zones', description: 'Where the object starts, one a line, e.g. front left' },
  { part: 'orientations', label: 'Orientations', description: 'How it lies or stands, one a line' },
  {
    part: 'distractors',
    label: 'Distractors',
    description: 'What else stands on the table, one scene a line, e.g. none',
  },
] as const;

/** Where recordings with one level start: every combination of the three lists is one card of the operators' deck. */
export function StartTemplateDialog({
  program,
  level,
  template = { ...EMPTY, levelId: level.id },
  onClose,
}: {
  program: string;
  level: Factors[number]['levels'][number];
  template: StartTemplates[number] | undefined;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [text, setText] = useState({
    zones: template.zones.join('\n'),
    orientations: template.orientations.join('\n'),
    distractors: template.distractors.join('\n'),
  });
  const parts: Parts = {
    zones: linesOf(text.zones),
    orientations: linesOf(text.orientations),
    distractors: linesOf(text.distractors),
  };
  const cards = cardsIn(parts);
  const set = useMutation(trpc.matrix.setStartTemplate.mutationOptions());
  const save = () =>
    set.mutate(
      { program, levelId: level.id, ...parts },
      {
        onSuccess() {
          noticeDone(cards ? `${level.name} has ${cards} start cards.` : `${level.name} has no start cards any more.`);
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={`Start cards of ${level.name}`}>
      <form
        className={classes.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className={classes.quiet}>
          Each attempt gets the next card of a shuffled deck until all were drawn. Where several levels of a
          configuration have cards, the factor that comes first gives them. Attempts keep the cards they had.
        </p>
        {FIELDS.map(({ part, label, description }) => (
          <Textarea
            key={part}
            label={label}
            description={description}
            value={text[part]}
            onChange={(event) => setText({ ...text, [part]: event.currentTarget.value })}
            autosize
            minRows={2}
            maxRows={8}
          />
        ))}
        <p aria-live="polite">
          {cards ? `${cards} different cards` : 'No cards: operators choose the start themselves'}
        </p>
        {set.error && <Problem what={set.error.message} kept="Nothing was changed." />}
        <Button type="submit" loading={set.isPending}>
          Save
        </Button>
      </form>
    </Modal>
  );
}

/** The words of a list, one a line, without empty and repeated lines. */
function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

function cardsIn({ zones, orientations, distractors }: Parts): number {
  if (zones.length + orientations.length + distractors.length === 0) return 0;
  return [zones, orientations, distractors].reduce((n, words) => n * Math.max(1, words.length), 1);
}
