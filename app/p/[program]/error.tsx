'use client';

import { Button } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { CopyCode } from '@/app/_ui/copy-code';
import { PageHead } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';

/** Shown inside a program when a page could not be drawn: the rail stays, and trying again asks the server anew. */
export default function ErrorInProgram({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const queries = useQueryErrorResetBoundary();
  const again = () => {
    queries.reset();
    reset();
  };
  return (
    <>
      <PageHead title="Not shown" answer="This page could not be shown." />
      <Problem
        what={error.digest ? 'Rota met an error while it put this page together.' : error.message}
        kept="Nothing that was saved before is lost."
        next={
          error.digest
            ? "Try again. If it comes back, give this id to an admin: it finds the error in the server's log."
            : 'Try again, or choose another page at the left.'
        }
        action={<Button onClick={again}>Try again</Button>}
      />
      {error.digest && <CopyCode code={error.digest} label="error id" />}
    </>
  );
}
