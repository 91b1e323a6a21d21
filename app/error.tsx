'use client';

import { Button } from '@mantine/core';
import { CopyCode } from './_ui/copy-code';
import { LonePage } from './_ui/lone-page';
import { Problem } from './_ui/problem';

/** Shown when a page could not be drawn. `digest` is the error's id in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <LonePage title="This page could not be shown.">
      <Problem
        what="Rota met an error while it put this page together."
        kept="Nothing that was saved before is lost."
        next="Try again. If it comes back, give this id to an admin: it finds the error in the server's log."
        action={<Button onClick={reset}>Try again</Button>}
      />
      {error.digest && <CopyCode code={error.digest} label="error id" />}
    </LonePage>
  );
}
