import os from 'node:os';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { armsOf, DEFAULT_EXPERIMENT } from '../../core/experiment/arms';
import { type Experiment, PHYSICS } from '../../core/experiment/schema';
import { DEFAULT_STRATEGY, StrategyName } from '../../core/schedule/schema';
import { reportOf, type StrategyReport } from '../../lab/experiment-report';
import { runExperiment } from '../../lab/run-experiment';
import { designOf } from '../../lab/world/designs/catalogue';
import { clientFor } from '../client';
import { wholeNumber } from '../numbers';
import { progressLine, show, type Terminal, table } from '../terminal';

interface LabOptions {
  design: string;
  strategies: StrategyName[];
  seeds: number;
  rounds: number;
  perRound: number;
  trials: number;
  physics: Experiment['physics'];
  caps: boolean;
  processes: number;
  file?: string;
  program?: string;
}

/** `rota lab experiment`: strategies against each other in the simulated lab, on this machine. */
export function addLab(root: Command, terminal: Terminal): void {
  const lab = root.command('lab').description('try strategies in the simulated lab, on this machine');
  const { physics, rounds, perRound, trials } = DEFAULT_EXPERIMENT;
  lab
    .command('experiment')
    .description('run arms of several strategies over paired seeds and compare them with random collection')
    .requiredOption('--design <name>', 'flat, het, pocket, skew or random:SEED, each with +noise or +two-way', design)
    .addOption(
      new Option('--strategies <names>', 'strategies, separated by commas')
        .argParser(strategies)
        .default(['random', DEFAULT_STRATEGY], `random,${DEFAULT_STRATEGY}`),
    )
    .option('--seeds <n>', 'paired seeds; claims need at least 6', wholeNumber, 6)
    .option('--rounds <n>', 'rounds of collection after the first training', wholeNumber, rounds)
    .option('--per-round <n>', 'demonstrations of a round; a multiple of 5 under the caps', wholeNumber, perRound)
    .option('--trials <n>', 'evaluation trials of each configuration', wholeNumber, trials)
    .addOption(new Option('--physics <name>', 'backend of the world').choices(PHYSICS).default(physics))
    .option('--no-caps', 'without the default caps, to see what they cost')
    .option('--processes <n>', 'arms that run at the same time', wholeNumber, os.availableParallelism())
    .option('--file <path>', 'where results are kept, so that it can go on (default: in the data folder)')
    .option('-p, --program <slug>', 'have the server run it and keep it beside this simulated program')
    .addHelpText(
      'after',
      `
Everything is simulated and drawn from the seeds: the same command gives the same numbers. Ctrl-C keeps the arms that
are done; the same command goes on from there. An arm takes 6 to 12 seconds of a processor, with MuJoCo 11 to 20, more where the strategy goes by scores.

Example:
  rota lab experiment --design skew --strategies random,dpp,success-gain --seeds 10
  rota lab experiment --design het --program simulated-skew`,
    )
    .action(async (options: LabOptions, command: Command) => {
      const { seeds, caps: capped, processes, file, program, ...rest } = options;
      const experiment: Experiment = {
        ...DEFAULT_EXPERIMENT,
        ...rest,
        capped,
        seeds: Array.from({ length: seeds }, (_, seed) => seed),
      };
      if (program !== undefined) return startOnServer(terminal, command, program, experiment);
      const data = terminal.env.ROTA_DATA ?? '.rota';
      const kept = file ?? path.join(data, 'lab', `${options.design.replaceAll(':', '-')}.jsonl`);
      const progress = progressLine(terminal);
      const stop = new AbortController();
      const interrupt = () => stop.abort();
      process.once('SIGINT', interrupt);
      try {
        const arms = await runExperiment(experiment, {
          file: kept,
          processes,
          signal: stop.signal,
          told: ({ done, total, ranNow, seconds }) => {
            const left = ranNow > 0 ? `, about ${Math.ceil(((total - done) * seconds) / ranNow)} s left` : '';
            progress.say(`${done} of ${total} arms${left}`);
          },
        });
        progress.end();
        show(terminal, command, reportOf(arms), linesOf(experiment, reportOf(arms), kept));
      } finally {
        process.off('SIGINT', interrupt);
      }
    });
}

/** Has the server run it: it goes on there, and its curves are drawn as arms end. */
async function startOnServer(terminal: Terminal, command: Command, program: string, experiment: Experiment) {
  const at = `/programs/${encodeURIComponent(program)}/experiments`;
  const started = await clientFor(terminal).post<{ experimentId: number; program: string }>(at, experiment);
  const arms = armsOf(experiment).length;
  show(terminal, command, started, [
    `Experiment ${started.experimentId}, ${arms} arms, goes on on the server and is kept in ${started.program}: /p/${started.program}/experiments.`,
  ]);
}

function linesOf(experiment: Experiment, reports: readonly StrategyReport[], kept: string): string[] {
  const { design, physics, seeds, capped } = experiment;
  const signed = (points: number, error: number | null) =>
    `${points >= 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}${error === null ? '' : ` ± ${error.toFixed(1)}`}`;
  const last = reports[0].demonstrations.at(-1);
  const rows = reports.map(({ strategy, curve, area, against }) => [
    strategy,
    curve.map((success) => success.toFixed(3)).join(' '),
    area.toFixed(3),
    ...(against
      ? [
          signed(against.finalPoints, against.finalError),
          signed(against.areaPoints, against.areaError),
          `${against.wins}/${seeds.length}`,
          against.p?.toPrecision(2),
          against.reach === null ? `> ${last}` : Math.ceil(against.reach),
        ]
      : ['', '', '', '', '']),
  ]);
  return [
    `Simulated: ${design}, ${physics} physics, ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}, ${capped ? 'under the default caps' : 'without caps'}.`,
    `Success after ${reports[0].demonstrations.join(', ')} demonstrations; differences to random in points ± standard error over seeds.`,
    '',
    ...table(['strategy', 'success', 'AULC', 'at the end', 'AULC diff.', 'wins', 'p', 'matches random at'], rows, ''),
    '',
    `${armsOf(experiment).length} arms, kept in ${kept}.`,
  ];
}

function design(name: string): string {
  try {
    return designOf(name).name;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function strategies(names: string): StrategyName[] {
  return names.split(',').map((name) => {
    const found = StrategyName.safeParse(name.trim());
    if (found.success) return found.data;
    throw new InvalidArgumentError(`There is no strategy "${name}". Known: ${StrategyName.options.join(', ')}.`);
  });
}
