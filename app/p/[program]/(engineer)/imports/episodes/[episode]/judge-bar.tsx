'use client';

import { Button, Kbd, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { useShortcut } from '@/app/_ui/shortcut';
import { OUTCOMES, type Outcome } from '@/server/core/recording/outcome';
import classes from './episode.module.css';

const WORDS = { success: 'Success', failure: 'Failure', unknown: 'Cannot tell' } as const;

/** What a person says in one press. */
interface Verdict {
  outcome?: Outcome;
  failureMode?: string;
  excluded?: boolean;
}

/**
 * A person's verdict in one key, two for a failure with its mode: how the episode ended, or out of use and back. Each can be taken
 * back at once. `onJudged` is called as soon as a verdict is stored; `more` stands beside the verdicts.
 */
export function JudgeBar({
  program,
  episode,
  onJudged,
  more,
}: {
  program: string;
  episode: { id: number; outcome: Outcome; excluded: boolean };
  onJudged?: () => void;
  more?: ReactNode;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState(false);
  const { data: queue } = useQuery(trpc.recordings.judging.queryOptions({ program }));
  const heard = {
    onSuccess: () => queries.invalidateQueries({ queryKey: trpc.recordings.pathKey() }),
    onError: (error: { message: string }) => noticeProblem(error.message),
  };
  const judge = useMutation(trpc.recordings.judge.mutationOptions(heard));
  const takeBack = useMutation(trpc.recordings.takeBack.mutationOptions(heard));
  const say = (verdict: Verdict, words: string) => {
    const said = { program, episodeId: episode.id };
    setFailed(false);
    judge.mutate(
      { ...said, reason, ...verdict },
      {
        onSuccess({ judgementIds }) {
          setReason('');
          noticeWithUndo(words, () => takeBack.mutate({ ...said, judgementIds }));
          onJudged?.();
        },
      },
    );
  };
  if (failed)
    return (
      <FailureModes
        modes={queue?.failureModes ?? []}
        onChoose={(failureMode) =>
          say({ outcome: 'failure', failureMode }, `Judged: failure${failureMode ? `, ${failureMode}` : ''}.`)
        }
        onBack={() => setFailed(false)}
      />
    );
  return (
    <section className={classes.judge} aria-label="Verdict">
      {OUTCOMES.map((outcome, index) => (
        <Choice
          key={outcome}
          label={WORDS[outcome]}
          hotkey={String(index + 1)}
          chosen={episode.outcome === outcome}
          disabled={judge.isPending}
          onChoose={() =>
            outcome === 'failure' ? setFailed(true) : say({ outcome }, `Judged: ${WORDS[outcome].toLowerCase()}.`)
          }
        />
      ))}
      <Choice
        label={episode.excluded ? 'Restore' : 'Exclude'}
        hotkey={String(OUTCOMES.length + 1)}
        disabled={judge.isPending}
        onChoose={() =>
          say({ excluded: !episode.excluded }, episode.excluded ? 'Back in use.' : 'Excluded: it no longer counts.')
        }
      />
      {more}
      <TextInput
        size="sm"
        w={260}
        placeholder="Why, in a few words (optional)"
        aria-label="Reason of the judgement"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </section>
  );
}

/** What went wrong, by number: the program's own failure modes first. */
function FailureModes({
  modes,
  onChoose,
  onBack,
}: {
  modes: readonly string[];
  onChoose: (mode?: string) => void;
  onBack: () => void;
}) {
  const [words, setWords] = useState('');
  useShortcut('Escape', onBack);
  return (
    <section className={classes.judge} aria-label="Failure mode">
      <h2 className={classes.question}>What went wrong?</h2>
      {modes.map((mode, index) => (
        <Choice key={mode} label={mode} hotkey={String(index + 1)} onChoose={() => onChoose(mode)} />
      ))}
      <Choice label="Not named" hotkey="0" onChoose={() => onChoose()} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim()) onChoose(words.trim());
        }}
      >
        <TextInput
          size="sm"
          w={220}
          placeholder="In your own words, then Enter"
          aria-label="Failure mode in your own words"
          maxLength={80}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </form>
      <Choice label="Back" hotkey="Escape" onChoose={onBack} quiet />
    </section>
  );
}

/** A button that a key presses too. */
export function Choice({
  label,
  hotkey,
  onChoose,
  chosen = false,
  disabled = false,
  quiet = false,
}: {
  label: string;
  hotkey: string;
  onChoose: () => void;
  chosen?: boolean;
  disabled?: boolean;
  quiet?: boolean;
}) {
  useShortcut(disabled ? undefined : hotkey, onChoose);
  return (
    <Button
      variant={quiet ? 'subtle' : chosen ? 'light' : 'default'}
      size="sm"
      disabled={disabled}
      onClick={onChoose}
      rightSection={<Kbd size="xs">{hotkey === 'Escape' ? 'Esc' : hotkey.toUpperCase()}</Kbd>}
      aria-keyshortcuts={hotkey}
      aria-pressed={chosen || undefined}
    >
      {label}
    </Button>
  );
}
