'use client';

import { Button } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { CopyCode } from '@/app/_ui/copy-code';
import { PageHead } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';

/**
 * Shown inside a program when a page could not be drawn: the rail stays, trying again asks the server anew, and where the
 * address asks for something of the page, which may be what is not there, the page without it is a way out.
 */
export default function ErrorInProgram({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const queries = useQueryErrorResetBoundary();
  const path = usePathname();
  const asks = useSearchParams().size > 0;
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
        action={
          <>
            <Button onClick={again}>Try again</Button>
            {asks && (
              // A whole load: what failed is not kept.
              <Button component="a" href={path} variant="default">
                Show it without what its address asks for
              </Button>
            )}
          </>
        }
      />
      {error.digest && <CopyCode code={error.digest} label="error id" />}
    </>
  );
}
