'use client';

import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Caution } from '@/app/_ui/caution';
import { coverFigure } from '@/app/_ui/charts/cover-series';
import { ShareBarsChart } from '@/app/_ui/charts/share-bars-chart';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import { TextLink } from '@/app/_ui/links';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import { counted } from '../../schedule/schedule-words';
import classes from '../rollouts.module.css';

/** Draws a panel while one types, shows how it covers each level, and freezes it. */
export function ProposePanel({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [ask, setAsk] = useState({
    configurations: 20,
    starts: 2,
    seed: 'panel',
    driveUnknown: about.settings.unknownAllowed.rollouts,
  });
  const [name, setName] = useState('');
  const [freezing, setFreezing] = useState(false);
  const change = (part: Partial<typeof ask>) => setAsk((before) => ({ ...before, ...part }));
  const [settled] = useDebouncedValue(ask, 300);
  const { data: drawn, error } = useQuery(
    trpc.rollouts.proposePanel.queryOptions(
      { program, ...settled, seed: settled.seed.trim() || 'panel' },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const freeze = useMutation(
    trpc.evaluations.createPanel.mutationOptions({
      onSuccess: ({ starts }) => {
        noticeDone(`The panel is frozen with ${counted(starts, 'start')}.`);
        router.push(`/p/${program}/rollouts`);
      },
      onError: (problem) => noticeProblem(problem.message),
      onSettled: () => setFreezing(false),
    }),
  );
  const current = error ? undefined : drawn;
  return (
    <>
      <PageHead
        title="Propose a panel"
        answer={
          current
            ? `${counted(current.starts.length, 'trial')} an evaluation: ${ask.configurations} of ${counted(current.matrix, 'configuration')}, ${counted(ask.starts, 'start')} each.`
            : 'Which configurations and starts shall every checkpoint be tried on?'
        }
        action={
          <Button disabled={!current || name.trim() === ''} onClick={() => setFreezing(true)}>
            Freeze
          </Button>
        }
      />
      <div className={classes.fields}>
        <TextInput
          label="Name"
          placeholder="e.g. frozen, autumn"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label="Configurations"
          value={ask.configurations}
          onChange={(value) => change({ configurations: Math.max(1, Number(value) || 1) })}
          min={1}
          max={5000}
          allowDecimal={false}
        />
        <NumberInput
          label="Starts of each"
          value={ask.starts}
          onChange={(value) => change({ starts: Math.max(1, Number(value) || 1) })}
          min={1}
          max={50}
          allowDecimal={false}
        />
        <TextInput label="Seed" value={ask.seed} onChange={(event) => change({ seed: event.currentTarget.value })} />
      </div>
      <Checkbox
        className={classes.below}
        label="Take configurations that no policy has driven yet"
        description="Nobody knows there whether predicted actions stay within their limits."
        checked={ask.driveUnknown}
        onChange={(event) => change({ driveUnknown: event.currentTarget.checked })}
      />
      {error && <Problem what={error.message} kept="Nothing is drawn." />}
      {current && current.withoutTemplate > 0 && (
        <Caution>
          {current.withoutTemplate} of these {counted(ask.configurations, 'configuration')}{' '}
          {current.withoutTemplate === 1 ? 'has' : 'have'} no start cards: their starts are numbered and state no place.
          So that every trial begins from a fixed place, give start cards first to{' '}
          {current.levelsWithoutTemplate.map(({ id, name: level }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <TextLink href={`/p/${program}/matrix?starts=${id}`}>{level}</TextLink>
            </span>
          ))}
          .
        </Caution>
      )}
      {current && (
        <Section title="How it covers each level">
          <ShareBarsChart figure={coverFigure(current.cover, ask.configurations)} />
        </Section>
      )}
      <ConfirmPublish
        opened={freezing}
        title={`Freeze the panel “${name.trim()}”?`}
        consequences={[
          'Its configurations and starts never change, so that checkpoints can be compared on it.',
          'Nobody is asked for anything yet: an evaluation does that.',
        ]}
        confirmLabel="Freeze"
        pending={freeze.isPending}
        onConfirm={() => current && freeze.mutate({ program, name: name.trim(), starts: current.starts })}
        onClose={() => setFreezing(false)}
      />
    </>
  );
}
