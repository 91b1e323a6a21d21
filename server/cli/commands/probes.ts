import type { Command } from 'commander';
import type { ProbePlanRequest, ProbePlanSummary } from '../../core/rollouts/schema';
import { checkpointNamed } from '../checkpoint-named';
import { clientFor } from '../client';
import { percent, wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { show, type Terminal, table } from '../terminal';

interface Plan {
  id: number;
  checkpointName: string;
  state: string;
  request: ProbePlanRequest;
  summary: ProbePlanSummary;
  configurations: number;
  atRandom: number;
  progress: { wanted: number; logged: number; confirmed: number };
}

interface ProposeOptions {
  share?: number;
  random?: number;
  rollouts?: number;
  seed?: string;
  driveUnknown?: boolean;
}

/** `rota probes`: plan what a policy drives before it is scored. */
export function addProbes(root: Command, terminal: Terminal): void {
  const probes = root.command('probes').description('plan the probe rollouts that a checkpoint is scored on');
  const id = (command: Command) => command.argument('<plan>', 'id of the probe plan', wholeNumber);
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}` };
  };

  inProgram(probes.command('propose'))
    .description('draw configurations to drive, over all levels and at random; nothing reaches operators yet')
    .argument('<checkpoint>', 'name of the checkpoint that drives')
    .option('--share <percent>', 'of the matrix (default: 15)', percent)
    .option('--random <percent>', 'of these, drawn at random (default: 20)', percent)
    .option('--rollouts <n>', 'of each configuration (default: 1)', wholeNumber)
    .option('--seed <text>', 'seed of the draw')
    .option('--drive-unknown', 'let it drive what no policy has driven yet')
    .addHelpText('after', '\nExample:\n  rota probes propose round-2 --share 15 --drive-unknown')
    .action(async (checkpoint: string, options: ProposeOptions, command: Command) => {
      const { client, base } = await at(command);
      const made = await client.post<{ probePlanId: number }>(`${base}/probe-plans`, {
        checkpointId: (await checkpointNamed(client, base, checkpoint)).id,
        sharePercent: options.share,
        randomPercent: options.random,
        rollouts: options.rollouts,
        seed: options.seed,
        driveUnknown: options.driveUnknown,
      });
      const plan = await client.get<Plan>(`${base}/probe-plans/${made.probePlanId}`);
      show(terminal, command, made, [
        `Proposed probe plan ${plan.id}. Publish it with: rota probes publish ${plan.id}`,
        ...inWords(plan),
      ]);
    });

  inProgram(id(probes.command('publish')))
    .description('publish a plan: its probe rollouts become assignments')
    .action(async (plan: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const made = await client.post<{ assignments: number }>(`${base}/probe-plans/${plan}/publish`);
      show(terminal, command, made, [`Probe plan ${plan} is published: ${made.assignments} assignments.`]);
    });

  inProgram(id(probes.command('withdraw')))
    .description('set a plan aside; what was driven stays')
    .action(async (plan: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      await client.post(`${base}/probe-plans/${plan}/withdraw`);
      show(terminal, command, { probePlanId: plan }, [`Probe plan ${plan} is withdrawn.`]);
    });

  inProgram(id(probes.command('show')))
    .description('a plan with its cover of every level and how far it is')
    .action(async (plan: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const shown = await client.get<Plan>(`${base}/probe-plans/${plan}`);
      show(terminal, command, shown, [`Probe plan ${shown.id} (${shown.state})`, ...inWords(shown)]);
    });

  inProgram(probes.command('list'))
    .description('plans of probe rollouts, newest first')
    .action(async (_: object, command: Command) => {
      const { client, base } = await at(command);
      const plans = await client.get<Plan[]>(`${base}/probe-plans`);
      show(
        terminal,
        command,
        plans,
        table(
          ['plan', 'checkpoint', 'state', 'configurations', 'asked', 'logged', 'confirmed'],
          plans.map(({ id: plan, checkpointName, state, configurations, progress }) => [
            plan,
            checkpointName,
            state,
            configurations,
            progress.wanted,
            progress.logged,
            progress.confirmed,
          ]),
          'No probe plan yet.',
        ),
      );
    });
}

function inWords({ checkpointName, request, summary, configurations, atRandom, progress }: Plan): string[] {
  return [
    `${checkpointName} drives ${configurations} of ${summary.matrix} configurations ${request.rollouts} times each, ${atRandom} of them drawn at random; ${progress.logged} of ${configurations * request.rollouts} rollouts are logged, ${progress.confirmed} confirmed`,
    ...summary.cover.flatMap(({ factor, levels }) =>
      levels.map(({ level, drawn, usable }) => `  ${factor} ${level}: ${drawn} of ${usable}`),
    ),
  ];
}
