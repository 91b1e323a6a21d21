'use client';

import { Radio } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { FiguresInput } from '@/server/core/program/schema';
import classes from './people.module.css';

const CHOICES = {
  off: {
    label: 'None',
    words: 'The wall counts people, progress counts stations, and nobody’s time is shown.',
  },
  team: {
    label: 'Of the team together',
    words:
      'Operators see the time and discards of all together in their day; Efficiency shows how much of it was recording.',
  },
  named: {
    label: 'By name',
    words:
      'Operators also see their own figures, leads see who logged how much, and the wall and each recording name who works there.',
  },
} as const;

/** What the program shows about its persons, and to whom. */
export function FiguresSection({ program }: { program: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const choose = useMutation(
    trpc.programs.setFigures.mutationOptions({
      onError: (error) => noticeProblem(error.message),
      onSettled: () => queries.invalidateQueries(),
    }),
  );
  const chosen = choose.isPending ? choose.variables.figuresAboutPersons : data.settings.figuresAboutPersons;
  return (
    <Section title="Figures about persons">
      <Radio.Group
        value={chosen}
        onChange={(value) => choose.mutate({ program, ...FiguresInput.parse({ figuresAboutPersons: value }) })}
        label="What this program shows about the people who record"
        description="The persons themselves read the choice on Today, under The day. Who holds an assignment now is always shown."
      >
        <div className={classes.lines}>
          {Object.entries(CHOICES).map(([value, { label, words }]) => (
            <Radio
              key={value}
              value={value}
              label={label}
              description={words}
              disabled={!data.roles.includes('lead')}
            />
          ))}
        </div>
      </Radio.Group>
    </Section>
  );
}
