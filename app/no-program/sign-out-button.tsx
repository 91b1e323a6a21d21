'use client';

import { Button } from '@mantine/core';
import { signOut } from 'next-auth/react';

/** The way out for somebody who signed in as the wrong person. */
export function SignOutButton() {
  return (
    <Button variant="default" onClick={() => signOut({ callbackUrl: '/sign-in' })}>
      Sign out
    </Button>
  );
}
