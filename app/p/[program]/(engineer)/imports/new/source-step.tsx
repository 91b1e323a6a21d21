'use client';

import { Button, FileButton, Progress } from '@mantine/core';
import { IconDatabase, IconFolder, IconUpload } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Problem } from '@/app/_ui/problem';
import classes from '../imports.module.css';
import type { ImportSource } from './draft';
import { sendFile, tooLargeWords } from './send-file';

const READS = 'A zipped LeRobot v2.1 or v3.0 folder, a robomimic HDF5 file, or a CSV or JSON list of episodes.';

/** Where the recording is: a file dropped here, or something in the server's import folder. */
export function SourceStep({
  program,
  pending,
  onChoose,
}: {
  program: string;
  pending: boolean;
  onChoose: (source: ImportSource) => void;
}) {
  const trpc = useTRPC();
  const [path, setPath] = useState('');
  const { data: folder } = useSuspenseQuery(trpc.imports.folder.queryOptions({ program, path }));
  const [over, setOver] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const below = (name: string) => (path ? `${path}/${name}` : name);

  const send = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > folder.uploadLimit) return setProblem(tooLargeWords(file, folder.uploadLimit, folder.importFolder));
    setProblem(null);
    setShare(0);
    try {
      const { uploadId } = await sendFile(program, file, setShare);
      onChoose({ from: 'upload', uploadId });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setShare(null);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <div className={classes.stack}>
      <section
        className={classes.drop}
        aria-label="Send a file"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={28} stroke={1.6} aria-hidden />
        <p>Drop a file here, or</p>
        <FileButton onChange={(file) => void send(file)} accept=".zip,.hdf5,.h5,.csv,.json">
          {(props) => (
            <Button {...props} variant="default" loading={share !== null || pending}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <p className={classes.quiet}>
          {READS} Up to {Math.floor(folder.uploadLimit / 1024 / 1024).toLocaleString('en')} MB.
        </p>
        {share !== null && <Progress className={classes.sending} value={100 * share} aria-label="Sending the file" />}
      </section>
      {problem && <Problem what={problem} />}
      <section className={classes.folder} aria-label="Import folder">
        <p>
          Or choose from the server's import folder{' '}
          <code>
            {folder.importFolder}
            {path && `/${path}`}
          </code>
        </p>
        <ul className={classes.entries}>
          {path && (
            <li>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => setPath(path.split('/').slice(0, -1).join('/'))}
              >
                Up
              </Button>
            </li>
          )}
          {folder.entries.map((entry) => (
            <li key={entry.name}>
              {entry.folder ? <IconFolder size={16} aria-hidden /> : <IconDatabase size={16} aria-hidden />}
              <span className={classes.entryName}>{entry.name}</span>
              <span className={classes.quiet}>{entry.folder ? 'folder' : `${(entry.bytes / 1e6).toFixed(1)} MB`}</span>
              {entry.folder && (
                <Button variant="subtle" size="compact-sm" onClick={() => setPath(below(entry.name))}>
                  Open
                </Button>
              )}
              <Button
                variant="default"
                size="compact-sm"
                disabled={pending}
                aria-label={`Look at ${entry.name}`}
                onClick={() => onChoose({ from: 'folder', path: below(entry.name) })}
              >
                Look at it
              </Button>
            </li>
          ))}
        </ul>
        {folder.entries.length === 0 && <p className={classes.quiet}>The folder is empty: copy a recording into it.</p>}
      </section>
    </div>
  );
}
