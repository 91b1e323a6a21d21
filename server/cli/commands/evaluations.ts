import type { Command } from 'commander';
import { clientFor } from '../client';
import { objectOf, rowsOf } from '../files';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Misused, show, type Terminal, table } from '../terminal';

interface Proposal {
  matrix: number;
  withoutTemplate: number;
  cover: { factor: string; levels: { level: string; drawn: number; usable: number }[] }[];
  starts: object[];
}

interface Line {
  id: number;
  checkpointName: string;
  panelName: string | null;
  state: string;
  planned: number | null;
  trials: number;
  successes: number;
}

interface AddOptions {
  checkpoint: string;
  panel?: string;
  file?: string;
  successes?: number;
  trials?: number;
  note?: string;
}

interface PanelOptions {
  starts?: number;
  seed?: string;
  name?: string;
  driveUnknown?: boolean;
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

  inProgram(panels.command('propose'))
    .description('draw configurations over all levels, and starts from the start templates; nothing is kept')
    .argument('<configurations>', 'how many configurations', wholeNumber)
    .option('--starts <n>', 'of each configuration (default: 2)', wholeNumber)
    .option('--seed <text>', 'seed of the draw')
    .option('--name <name>', 'what the panel will be called, for --json > panel.json')
    .option('--drive-unknown', 'take configurations that no policy has driven yet')
    .addHelpText(
      'after',
      '\nExample:\n  rota --json panels propose 40 --starts 3 --name frozen > panel.json && rota panels add -f panel.json',
    )
    .action(async (configurations: number, options: PanelOptions, command: Command) => {
      const { client, base } = await at(command);
      const { name = `${configurations} configurations`, ...asked } = options;
      const { starts, cover, matrix, withoutTemplate } = await client.get<Proposal>(`${base}/panels/proposal`, {
        configurations,
        ...asked,
      });
      show(terminal, command, { name, starts }, [
        `${configurations} of ${matrix} configurations with ${starts.length} starts; ${withoutTemplate} configurations have no start template.`,
        ...cover.flatMap(({ factor, levels }) =>
          levels.map(({ level, drawn, usable }) => `  ${factor} ${level}: ${drawn} of ${usable}`),
        ),
      ]);
    });

  const evaluations = root
    .command('evaluations')
    .description('evaluate checkpoints: as assignments, or by posted trials');
  inProgram(evaluations.command('start'))
    .description('publish the evaluation of a checkpoint on a panel: its trials become assignments')
    .requiredOption('--checkpoint <name>', 'name of the checkpoint')
    .requiredOption('--panel <name>', 'panel it is tried on')
    .option('--note <text>', 'what somebody should know of it')
    .option('--drive-unknown', 'let it drive what no policy has driven yet')
    .action(async (options: object, command: Command) => {
      const { client, base } = await at(command);
      const made = await client.post<{ evaluationId: number; assignments: number; trials: number }>(
        `${base}/evaluations/start`,
        options,
      );
      show(terminal, command, made, [
        `Evaluation ${made.evaluationId} is published: ${made.trials} trials in ${made.assignments} assignments.`,
      ]);
    });

  inProgram(evaluations.command('withdraw'))
    .description('give an open evaluation up; its trials stay and prove nothing')
    .argument('<evaluation>', 'id of the evaluation', wholeNumber)
    .action(async (evaluation: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      await client.post(`${base}/evaluations/${evaluation}/withdraw`);
      show(terminal, command, { evaluationId: evaluation }, [`Evaluation ${evaluation} is withdrawn.`]);
    });

  inProgram(evaluations.command('list'))
    .description('evaluations with their counts; only complete ones prove anything')
    .action(async (_: object, command: Command) => {
      const { client, base } = await at(command);
      const all = await client.get<Line[]>(`${base}/evaluations`);
      const rows = all.map(({ id, checkpointName, panelName, state, planned, trials, successes }) => [
        id,
        checkpointName,
        panelName,
        state,
        planned === null ? trials : `${trials}/${planned}`,
        successes,
      ]);
      const head = ['id', 'checkpoint', 'panel', 'state', 'trials', 'successes'];
      show(terminal, command, all, table(head, rows, 'There is no evaluation yet.'));
    });

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
