'use client';

import { Button } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { noticeProblem } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { randomEndSentence } from '../../(manager)/efficiency/random-end';
import type { Checkpoint } from './checkpoint-words';

/** What to train both arms on at equal size: of each active checkpoint its own episodes, and as many picked at random. */
export function ManifestTable({ program, checkpoints }: { program: string; checkpoints: readonly Checkpoint[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: atRandom } = useSuspenseQuery(trpc.evaluations.atRandom.queryOptions({ program }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const rows = checkpoints.filter(({ arm, trainingSetSize }) => arm !== 'random' && trainingSetSize !== null);
  if (rows.length === 0) return null;
  const largest = Math.max(...rows.map(({ trainingSetSize }) => trainingSetSize ?? 0));
  const save = async (arm: 'active' | 'random', checkpoint: string) => {
    try {
      const manifest = await queries.fetchQuery(
        trpc.evaluations.manifest.queryOptions({ program, arm, checkpoint }, { retry: false }),
      );
      saveAs(`${checkpoint}-${arm}.json`, JSON.stringify(manifest, null, 2));
    } catch (error) {
      noticeProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const columns: Column<Checkpoint>[] = [
    { key: 'name', head: 'Checkpoint', cell: (row) => row.name, sortBy: (row) => row.name },
    {
      key: 'size',
      head: 'Trained on',
      unit: 'demonstrations',
      numeric: true,
      cell: (row) => row.trainingSetSize,
      sortBy: (row) => row.trainingSetSize ?? 0,
    },
    {
      key: 'active',
      head: 'Its training set',
      cell: (row) =>
        row.trainingSetListed ? (
          <Button size="compact-xs" variant="subtle" onClick={() => save('active', row.name)}>
            Save the manifest of {row.name}
          </Button>
        ) : (
          'only its size was declared'
        ),
    },
    {
      key: 'random',
      head: 'Random arm at this size',
      cell: (row) =>
        (row.trainingSetSize ?? 0) <= atRandom ? (
          <Button size="compact-xs" variant="subtle" onClick={() => save('random', row.name)}>
            Save {row.trainingSetSize} picked at random
          </Button>
        ) : (
          `random episodes run out at ${atRandom}`
        ),
    },
  ];
  return (
    <Section title="Training manifests">
      <p>
        A manifest names the episodes and the seed, also as a <code>lerobot-train</code> command to which you add your
        policy (<code>--policy.type=…</code>). It trains on one dataset: where a manifest names several, merge them with{' '}
        <code>lerobot-edit-dataset</code>.{' '}
        {about.simulation !== null
          ? `Of this collection ${atRandom.toLocaleString('en')} confirmed demonstrations were picked at random. A team's random arm is made of such alone; the simulated lab records one of its own, and Efficiency compares with that.`
          : atRandom < largest
            ? randomEndSentence(atRandom, largest)
            : `${atRandom.toLocaleString('en')} confirmed demonstrations were picked at random: enough for every checkpoint.`}
      </p>
      <DataTable caption="Training manifests" columns={columns} rows={rows} rowKey={(row) => row.id} empty={null} />
    </Section>
  );
}

function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
