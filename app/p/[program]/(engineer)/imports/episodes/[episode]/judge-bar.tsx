'use client';

import { Button, Kbd, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { useShortcut } from '@/app/_ui/shortcut';
import { OUTCOMES } from '@/server/core/recording/outcome';
import classes from '../../imports.module.css';

const WORDS = { success: 'Success', failure: 'Failure', unknown: 'Unknown' } as const;

/** A person's verdict in one press: how the episode ended, or out of use and back. Each can be taken back at once. */
export function JudgeBar({ program, episode }: { program: string; episode: RouterOutput['recordings']['episode'] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const judge = useMutation(
    trpc.recordings.judge.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.recordings.pathKey() }),
      onError: (error) => noticeProblem(error.message),
    }),
  );
  const say = (verdict: { outcome?: (typeof OUTCOMES)[number]; excluded?: boolean }, words: string) => {
    const { id: episodeId, outcome, excluded } = episode;
    const back = verdict.outcome === undefined ? { excluded } : { outcome };
    judge.mutate(
      { program, episodeId, reason, ...verdict },
      {
        onSuccess() {
          setReason('');
          noticeWithUndo(words, () => judge.mutate({ program, episodeId, reason: 'taken back', ...back }));
        },
      },
    );
  };
  return (
    <div className={classes.judge}>
      <TextInput
        size="sm"
        w={280}
        placeholder="Why, in a few words (optional)"
        aria-label="Reason of the judgement"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {OUTCOMES.map((outcome, index) => (
        <Verdict
          key={outcome}
          label={WORDS[outcome]}
          keys={String(index + 1)}
          disabled={judge.isPending || episode.outcome === outcome}
          onSay={() => say({ outcome }, `Judged: ${outcome}.`)}
        />
      ))}
      <Verdict
        label={episode.excluded ? 'Restore' : 'Exclude'}
        keys={String(OUTCOMES.length + 1)}
        disabled={judge.isPending}
        onSay={() =>
          say({ excluded: !episode.excluded }, episode.excluded ? 'Back in use.' : 'Excluded: it no longer counts.')
        }
      />
    </div>
  );
}

function Verdict({
  label,
  keys,
  disabled,
  onSay,
}: {
  label: string;
  keys: string;
  disabled: boolean;
  onSay: () => void;
}) {
  useShortcut(disabled ? undefined : keys, onSay);
  return (
    <Button
      variant="default"
      size="sm"
      disabled={disabled}
      onClick={onSay}
      rightSection={<Kbd size="xs">{keys}</Kbd>}
      aria-keyshortcuts={keys}
    >
      {label}
    </Button>
  );
}
