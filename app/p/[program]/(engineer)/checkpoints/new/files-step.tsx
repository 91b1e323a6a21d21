'use client';

import { Button, FileButton, Loader, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { Problem } from '@/app/_ui/problem';
import type { CheckpointForm, MemberInput } from '@/server/core/checkpoint/schema';
import type { CheckpointDraft, DraftMember } from './draft';
import classes from './register-checkpoint.module.css';
import { uploadFile } from './upload-file';

const FORMS: { value: CheckpointForm; label: string }[] = [
  { value: 'ensemble', label: 'Ensemble of 3 to 5' },
  { value: 'stochastic', label: 'One stochastic model' },
  { value: 'recorded', label: 'Recorded predictions' },
];

export interface StepProps {
  program: string;
  draft: CheckpointDraft;
  change: (part: Partial<CheckpointDraft>) => void;
}

/** The members' files, by upload or from the import folder; each is opened at once and says what it reads. */
export function FilesStep({ program, draft, change }: StepProps) {
  const trpc = useTRPC();
  const [paths, setPaths] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const inspect = useMutation(trpc.checkpoints.inspect.mutationOptions());

  const add = async (inputs: () => Promise<MemberInput[]>) => {
    setProblem(null);
    const added: DraftMember[] = [];
    try {
      for (const input of await inputs()) {
        setBusy('Opening the models');
        added.push({ input, found: await inspect.mutateAsync({ program, ...input }) });
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(null);
    change({ members: [...draft.members, ...added] });
  };
  const upload = async (files: File[]): Promise<MemberInput[]> => {
    const sent = [];
    for (const file of files) {
      setBusy(`Uploading ${file.name}`);
      sent.push({ name: file.name, uploadId: await uploadFile(program, file) });
    }
    const models = sent.filter(({ name }) => /\.onnx$/i.test(name));
    const weights = sent.filter(({ name }) => !/\.onnx$/i.test(name));
    return models.map(({ uploadId }) => ({
      name: '',
      file: { uploadId },
      externalData: weights.map((file) => ({ uploadId: file.uploadId })),
      card: {},
    }));
  };
  const fromFolder = async (): Promise<MemberInput[]> =>
    paths
      .split('\n')
      .flatMap((line) => (line.trim() ? [line.trim()] : []))
      .map((importPath) => ({ name: '', file: { importPath }, externalData: [], card: {} }));

  return (
    <div className={classes.step}>
      <SegmentedControl
        aria-label="Form of the checkpoint"
        data={FORMS}
        value={draft.form}
        onChange={(form) => change({ form: form as CheckpointForm, members: [] })}
      />
      {draft.form === 'recorded' ? (
        <p>Your own script runs the policy and posts what it predicted; no model file is needed here.</p>
      ) : (
        <>
          <p>
            Choose the members as .onnx files; if a model keeps its weights in further files, choose those with it. Each
            file is opened at once, in a process of its own.
          </p>
          <div className={classes.row}>
            <FileButton multiple onChange={(files) => void add(() => upload(files))}>
              {(props) => (
                <Button {...props} variant="default" disabled={busy !== null}>
                  Choose files
                </Button>
              )}
            </FileButton>
            {busy && (
              <span role="status" className={classes.row}>
                <Loader size="xs" /> {busy}
              </span>
            )}
          </div>
          <details>
            <summary>Or take them from the server's import folder</summary>
            <Textarea
              label="Paths in the import folder"
              description="One .onnx file a line; weights beside a model are found by themselves"
              value={paths}
              onChange={(event) => setPaths(event.currentTarget.value)}
              rows={4}
            />
            <Button
              mt="xs"
              variant="default"
              disabled={!paths.trim() || busy !== null}
              onClick={() => void add(fromFolder)}
            >
              Open these files
            </Button>
          </details>
          {problem && <Problem what={problem} kept="Files opened before stay in the list." />}
          <Members draft={draft} change={change} />
        </>
      )}
    </div>
  );
}

const tensors = (list: readonly { name: string; shape: readonly (number | string)[] }[]) =>
  list.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');

function Members({ draft, change }: Omit<StepProps, 'program'>) {
  return (
    <DataTable
      caption="Members"
      rows={draft.members.map((member, index) => ({ ...member, index }))}
      rowKey={(row) => row.index}
      empty={null}
      columns={[
        { key: 'name', head: 'Member', cell: (row) => row.found.name },
        { key: 'reads', head: 'Reads', cell: (row) => tensors(row.found.graph.inputs) },
        { key: 'predicts', head: 'Predicts', cell: (row) => tensors(row.found.graph.outputs) },
        {
          key: 'bytes',
          head: 'Size',
          unit: 'kB',
          numeric: true,
          cell: (row) => Math.ceil(row.found.bytes / 1000).toLocaleString('en'),
        },
        {
          key: 'remove',
          head: 'Remove',
          quiet: true,
          width: 90,
          cell: (row) => (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => change({ members: draft.members.filter((_, index) => index !== row.index) })}
            >
              Remove
            </Button>
          ),
        },
      ]}
    />
  );
}
