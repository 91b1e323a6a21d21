'use client';

import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { CopyCode } from '@/app/_ui/copy-code';
import { Problem } from '@/app/_ui/problem';
import { useChecked } from '@/app/_ui/use-checked';
import { ROLES, type Role } from '@/server/core/people/access';
import { InviteInput } from '@/server/core/people/schema';
import classes from './people.module.css';

/** Gives somebody roles here. A new person's generated password is shown this once. */
export function InviteDialog({ program, onClose }: { program: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['operator']);
  const invite = useMutation(
    trpc.people.invite.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.list.queryKey({ program }) }),
    }),
  );
  const form = useChecked(InviteInput, { name, roles });
  if (invite.data) {
    return (
      <Modal opened onClose={onClose} title={`${name} takes part`}>
        <div className={classes.dialog}>
          {invite.data.password === null ? (
            <p>{name} was known here already and keeps the present password.</p>
          ) : (
            <>
              <p>This password is shown this once. Hand it to {name}; a lost one is replaced by an admin.</p>
              <CopyCode code={invite.data.password} label={`password of ${name}`} />
            </>
          )}
          <Button onClick={onClose}>Done</Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title="Invite a person">
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.submit((input) => invite.mutate({ program, ...input }))}
      >
        <TextInput
          label="Name"
          description="To sign in with"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={form.issue('name')}
          data-autofocus
        />
        <Checkbox.Group
          label="Roles"
          value={roles}
          onChange={(next) => setRoles(next as Role[])}
          error={form.issue('roles') && 'Choose at least one role.'}
        >
          <div className={classes.choices}>
            {ROLES.map((role) => (
              <Checkbox key={role} value={role} label={role} />
            ))}
          </div>
        </Checkbox.Group>
        {invite.error && <Problem what={invite.error.message} kept="Nobody was invited." />}
        <Button type="submit" loading={invite.isPending}>
          Invite
        </Button>
      </form>
    </Modal>
  );
}
