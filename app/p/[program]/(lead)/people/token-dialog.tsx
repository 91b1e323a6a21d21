'use client';

import { Button, Checkbox, Modal, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { CopyCode } from '@/app/_ui/copy-code';
import { Problem } from '@/app/_ui/problem';
import { useChecked } from '@/app/_ui/use-checked';
import type { TokenScope } from '@/server/core/people/access';
import { CreateTokenInput } from '@/server/core/people/schema';
import classes from './people.module.css';

const SCOPES: { value: Exclude<TokenScope, 'admin'>; words: string }[] = [
  { value: 'read', words: 'read: everything of this program' },
  { value: 'collect', words: 'collect: log attempts' },
  { value: 'data', words: 'data: import recordings, checkpoints, predictions and evaluations' },
  { value: 'plan', words: 'plan: change the matrix, propose and publish' },
];

/** Makes a token bound to this program; its secret is shown this once. */
export function TokenDialog({ program, onClose }: { program: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [days, setDays] = useState<number | undefined>(undefined);
  const create = useMutation(
    trpc.people.createToken.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.tokens.queryKey({ program }) }),
    }),
  );
  const form = useChecked(CreateTokenInput, { name, scopes, expiresInDays: days });
  if (create.data) {
    return (
      <Modal opened onClose={onClose} title={`Token ${name}`}>
        <div className={classes.dialog}>
          <p>The secret is shown this once. Put it into ROTA_TOKEN of the machine that uses it.</p>
          <CopyCode code={create.data.secret} label="secret" />
          <Button onClick={onClose}>Done</Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title="Make a token">
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.submit((input) => create.mutate({ program, ...input }))}
      >
        <TextInput
          label="Name"
          description="Which machine or script uses it"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={form.issue('name') && 'A token needs a name.'}
          data-autofocus
        />
        <Checkbox.Group label="It may" value={scopes} onChange={setScopes} error={form.issue('scopes')}>
          <div className={classes.lines}>
            {SCOPES.map(({ value, words }) => (
              <Checkbox key={value} value={value} label={words} />
            ))}
          </div>
        </Checkbox.Group>
        <NumberInput
          label="Ends after, days"
          description="Empty: never"
          value={days ?? ''}
          onChange={(value) => setDays(value === '' ? undefined : Number(value))}
          error={form.issue('expiresInDays')}
          min={1}
          max={3650}
          allowDecimal={false}
        />
        {create.error && <Problem what={create.error.message} kept="No token was made." />}
        <Button type="submit" loading={create.isPending}>
          Make the token
        </Button>
      </form>
    </Modal>
  );
}
