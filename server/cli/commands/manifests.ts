import { type Command, Option } from 'commander';
import { clientFor } from '../client';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { show, type Terminal } from '../terminal';

interface Manifest {
  size: number;
  of: string;
  datasets: { dataset: string; episodes: number[]; command: string }[];
}

/** `rota manifests`: what to train on. */
export function addManifests(root: Command, terminal: Terminal): void {
  const manifests = root.command('manifests').description('what to train on');
  inProgram(manifests.command('get'))
    .description('confirmed demonstrations by dataset, with the command that trains on exactly these')
    .addOption(
      new Option('--arm <arm>', 'all, the training set of a checkpoint, or only what was picked at random').choices([
        'all',
        'active',
        'random',
      ]),
    )
    .option('--checkpoint <name>', 'at the size and seed of this checkpoint')
    .option('--size <n>', 'at most this many, drawn with the seed', wholeNumber)
    .option('--seed <n>', 'seed of the draw and of the training', wholeNumber)
    .addHelpText(
      'after',
      '\nEach command trains on one dataset; add your policy to it (--policy.type=…). Merge several with lerobot-edit-dataset.\n\nExamples:\n  rota --json manifests get --arm active --checkpoint ck-3 > active.json\n  rota --json manifests get --arm random --checkpoint ck-3 > random.json',
    )
    .action(async (options: { arm?: string; checkpoint?: string; size?: number; seed?: number }, command: Command) => {
      const client = clientFor(terminal);
      const program = await programFor(terminal, command, client);
      const manifest = await client.get<Manifest>(`/programs/${program}/manifest`, { ...options });
      show(terminal, command, manifest, [
        `${manifest.size} demonstrations: ${manifest.of}`,
        ...manifest.datasets.map(({ command: line }) => line),
      ]);
    });
}
