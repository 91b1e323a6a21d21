import type { Command } from 'commander';
import { clientFor } from '../client';
import { objectOf, rowsOf } from '../files';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Misused, show, type Terminal } from '../terminal';

interface AddOptions {
  checkpoint: string;
  panel?: string;
  file?: string;
  successes?: number;
  trials?: number;
  note?: string;
}

/** `rota panels` and `rota evaluations`: how good a checkpoint is. */
export function addEvaluations(root: Command, terminal: Terminal): void {
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}` };
  };

  const panels = root.command('panels').description('freeze panels that checkpoints are evaluated on');
  inProgram(panels.command('add'))
    .description('freeze a panel of configurations and start states')
    .requiredOption('-f, --file <file>', 'JSON with name and starts: [{ "levels": { "task": "pour" }, "start": {} }]')
    .action(async ({ file }: { file: string }, command: Command) => {
      const { client, base } = await at(command);
      const made = await client.post<{ panelId: number; starts: number }>(`${base}/panels`, await objectOf(file));
      show(terminal, command, made, [`Panel ${made.panelId} has ${made.starts} starts.`]);
    });

  const evaluations = root.command('evaluations').description('post the trials of a checkpoint');
  inProgram(evaluations.command('add'))
    .description('post trials on a panel, or bare counts that are marked as such')
    .requiredOption('--checkpoint <name>', 'name of the checkpoint')
    .option('--panel <name>', 'panel the trials were run on')
    .option('-f, --file <file>', 'CSV or JSON with a row per trial: start, outcome, failureMode, evaluator, recordedAt')
    .option('--successes <n>', 'bare count of successes', wholeNumber)
    .option('--trials <n>', 'bare count of trials', wholeNumber)
    .option('--note <text>', 'what somebody should know of it')
    .addHelpText(
      'after',
      '\nExamples:\n  rota evaluations add --checkpoint ck-3 --panel frozen -f trials.csv\n  rota evaluations add --checkpoint ck-3 --successes 31 --trials 40',
    )
    .action(async (options: AddOptions, command: Command) => {
      const { checkpoint, panel, note, file, successes, trials } = options;
      if ((file === undefined) === (successes === undefined || trials === undefined))
        throw new Misused('Give either --file with trials, or --successes and --trials.');
      const measured = file ? { panel, trials: await rowsOf(file) } : { aggregate: { successes, trials } };
      const { client, base } = await at(command);
      const made = await client.post<{ evaluationId: number }>(`${base}/evaluations`, {
        checkpoint,
        note,
        ...measured,
      });
      show(terminal, command, made, [`Evaluation ${made.evaluationId} of ${checkpoint} is stored.`]);
    });
}
