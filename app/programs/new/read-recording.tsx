'use client';

import { Button } from '@mantine/core';
import { IconDatabase, IconFolder } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import { TableSkeleton } from '@/app/_ui/skeletons';
import type { PastedFactor } from '@/server/core/matrix/paste';
import classes from './new-program.module.css';
import { UnderstoodFactors } from './understood-factors';

/** Factors and levels that a recording in the server's import folder suggests: its tasks and what varies between its episodes. */
export function ReadRecording({ onTake }: { onTake: (factors: PastedFactor[]) => void }) {
  const trpc = useTRPC();
  const [path, setPath] = useState('');
  const folder = useQuery(trpc.imports.folderOfServer.queryOptions({ path }));
  const read = useMutation(trpc.imports.matrixOf.mutationOptions());
  const below = (name: string) => (path ? `${path}/${name}` : name);
  return (
    <div className={classes.stack}>
      <p>
        Put a recording into <code>{folder.data?.importFolder ?? 'the import folder'}</code> on the server. Nothing is
        imported here: only its tasks and attributes are read.
      </p>
      {folder.error && <Problem what={folder.error.message} />}
      {folder.isPending && <TableSkeleton rows={3} columns={2} />}
      <ul className={classes.entries}>
        {path && (
          <li>
            <Button variant="subtle" size="xs" onClick={() => setPath(path.split('/').slice(0, -1).join('/'))}>
              Up
            </Button>
          </li>
        )}
        {folder.data?.entries.map(({ name, folder: isFolder }) => (
          <li key={name}>
            {isFolder ? <IconFolder size={16} aria-hidden /> : <IconDatabase size={16} aria-hidden />}
            <span>{name}</span>
            {isFolder && (
              <Button variant="subtle" size="compact-xs" onClick={() => setPath(below(name))}>
                Open
              </Button>
            )}
            <Button
              variant="default"
              size="compact-xs"
              loading={read.isPending && read.variables.path === below(name)}
              onClick={() => read.mutate({ path: below(name) })}
            >
              Read
            </Button>
          </li>
        ))}
      </ul>
      {folder.data?.entries.length === 0 && <p className={classes.quiet}>There is nothing in this folder.</p>}
      {read.error && <Problem what={read.error.message} kept="Your factors are unchanged." />}
      {read.data && (
        <>
          <p role="status">
            {read.data.format}: {read.data.episodes.toLocaleString('en')} episodes,{' '}
            {read.data.frames.toLocaleString('en')} frames.{' '}
            {read.data.factors.length === 0 && 'Nothing varies between its episodes, so it suggests no factors.'}
          </p>
          {read.data.factors.length > 0 && <UnderstoodFactors factors={read.data.factors} onTake={onTake} />}
        </>
      )}
    </div>
  );
}
