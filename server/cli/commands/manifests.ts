import { type Command, Option } from 'commander';
import { clientFor } from '../client';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { show, type Terminal } from '../terminal';

interface Manifest {
  size: number;
  datasets: { dataset: string; episodes: number[]; command: string }[];
}

/** `rota manifests`: what to train on. */
export function addManifests(root: Command, terminal: Terminal): void {
  const manifests = root.command('manifests').description('what to train on');
  inProgram(manifests.command('get'))
    .description('confirmed demonstrations by dataset, with the command that trains on exactly these')
    .addOption(new Option('--arm <arm>', 'all, or only what was picked at random').choices(['all', 'random']))
    .option('--size <n>', 'at most this many, drawn with the seed', wholeNumber)
    .option('--seed <n>', 'seed of the draw and of the training', wholeNumber)
    .addHelpText('after', '\nExample:\n  rota manifests get --arm random --size 120 --json > manifest.json')
    .action(async (options: { arm?: string; size?: number; seed?: number }, command: Command) => {
      const client = clientFor(terminal);
      const program = await programFor(terminal, command, client);
      const { arm, size, seed } = options;
      const manifest = await client.get<Manifest>(`/programs/${program}/manifest`, { arm, size, seed });
      show(terminal, command, manifest, [
        `${manifest.size} demonstrations`,
        ...manifest.datasets.map(({ command: line }) => line),
      ]);
    });
}
