'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Problem } from '../_ui/problem';
import { forgetDevice } from '../_ui/shell/forget-device';
import { useAwake } from '../_ui/use-awake';
import classes from './sign-in-form.module.css';

type Refusal = 'mismatch' | 'unreachable';

/** Name and password; on success the whole page moves to `destination`, so that nothing of a previous person stays. */
export function SignInForm({ destination }: { destination: string }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);
  const awake = useAwake();

  async function submit(form: FormData) {
    setPending(true);
    setRefusal(null);
    const name = String(form.get('name')).trim();
    const answer = await signIn('credentials', { name, password: form.get('password'), redirect: false }).catch(
      () => null,
    );
    if (answer?.ok) {
      await forgetDevice();
      return window.location.assign(destination);
    }
    setPending(false);
    setRefusal(answer?.status === 401 ? 'mismatch' : 'unreachable');
  }

  return (
    <form
      className={classes.form}
      // Never by the address, where a password would stay.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <TextInput
        name="name"
        label="Name"
        autoComplete="username"
        autoCapitalize="none"
        size="md"
        required
        withAsterisk={false}
        autoFocus
      />
      <PasswordInput
        name="password"
        label="Password"
        autoComplete="current-password"
        size="md"
        required
        withAsterisk={false}
      />
      {refusal === 'mismatch' && (
        <Problem
          what="That name and password do not match."
          next={
            <>
              Ask your lead, or run <code>rota people reset NAME</code> on the server.
            </>
          }
        />
      )}
      {refusal === 'unreachable' && (
        <Problem
          what="The server did not answer the sign-in."
          kept="Your name and password were not checked."
          next="See that it runs and that this device is on its network, then try again."
        />
      )}
      <Button type="submit" size="md" loading={pending} disabled={!awake} fullWidth>
        Sign in
      </Button>
    </form>
  );
}
