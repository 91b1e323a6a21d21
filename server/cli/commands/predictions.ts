import type { Command } from 'commander';
import { checkpointNamed } from '../checkpoint-named';
import { clientFor } from '../client';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { show, type Terminal, table } from '../terminal';

interface Rollout {
  episodeId: number;
  dataset: string;
  index: number;
  frames: number;
}

interface AddOptions {
  checkpoint: string;
  episode: number;
  measure?: string;
}

/** `rota predictions` and `rota rollouts`: what a team's own script predicted. */
export function addPredictions(root: Command, terminal: Terminal): void {
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}` };
  };

  inProgram(root.command('rollouts'))
    .description('probe rollouts with the ids that predictions are posted for')
    .action(async (_: object, command: Command) => {
      const { client, base } = await at(command);
      const rollouts = await client.get<Rollout[]>(`${base}/rollouts`);
      const rows = rollouts.map(({ episodeId, dataset, index, frames }) => [episodeId, dataset, index, frames]);
      const empty = 'There are no probe rollouts yet. Import some with `rota import`.';
      show(terminal, command, rollouts, table(['episode', 'dataset', 'index', 'frames'], rows, empty));
    });

  const predictions = root.command('predictions').description('post what a policy that Rota cannot run predicted');
  inProgram(predictions.command('add'))
    .description('post the action chunks (or a figure per step) of one probe rollout')
    .argument('<file>', '.npz or parquet, as the API page describes it')
    .requiredOption('--checkpoint <name>', 'a checkpoint of the form "recorded"')
    .requiredOption('--episode <id>', 'id of the rollout; `rota rollouts` lists them', wholeNumber)
    .option('--measure <words>', 'what a figure per step is, for example "token entropy"')
    .addHelpText('after', '\nExample:\n  rota predictions add rollout-17.npz --checkpoint vla-2 --episode 17')
    .action(async (file: string, { checkpoint, episode, measure }: AddOptions, command: Command) => {
      const { client, base } = await at(command);
      const { id } = await checkpointNamed(client, base, checkpoint);
      const uploadId = await client.upload(base.slice('/programs/'.length), file);
      const kept = await client.post<{ stored: boolean; steps: number }>(`${base}/checkpoints/${id}/predictions`, {
        episodeId: episode,
        uploadId,
        measure,
      });
      show(terminal, command, kept, [
        kept.stored ? `Predictions for ${kept.steps} steps are stored.` : 'The same predictions were stored before.',
      ]);
    });
}
