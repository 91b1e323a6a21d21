import { Command, CommanderError } from 'commander';
import { ZodError } from 'zod';
import { DomainError } from '../core/errors';
import { Refused, Unreachable } from './client';
import { addAttempts } from './commands/attempts';
import { addBackup } from './commands/backup';
import { addCheckpoints } from './commands/checkpoints';
import { addEvaluations } from './commands/evaluations';
import { addImport } from './commands/import';
import { addLab } from './commands/lab';
import { addManifests } from './commands/manifests';
import { addPeople } from './commands/people';
import { addPredictions } from './commands/predictions';
import { addProbes } from './commands/probes';
import { addPrograms } from './commands/programs';
import { addSchedules } from './commands/schedules';
import { addScore } from './commands/score';
import { addStation } from './commands/station';
import { addTokens } from './commands/tokens';
import { Failed, Misused, type Terminal } from './terminal';

const HELP = `
Environment:
  ROTA_URL      address of Rota (default http://localhost:3000)
  ROTA_TOKEN    token of a machine; \`rota tokens create\` on the server makes one
  ROTA_PROGRAM  program to work in, instead of --program
  ROTA_DATA     data folder, for the commands that run on the server itself

Exit codes: 0 done, 1 refused (the reason is on standard error), 2 used wrongly, 3 cannot be reached.

Example:
  rota programs create -f kitchen.json
  rota import rollouts.hdf5 --kind probe_rollout --factor speed=attribute:kick_mps
  rota checkpoints add ck-1 --member a.onnx --member b.onnx --member c.onnx --training-set-size 120
  rota score --checkpoint ck-1 --wait
  rota schedules propose 60 --block-size 5`;

const COMMANDS = [
  addPrograms,
  addImport,
  addCheckpoints,
  addPredictions,
  addScore,
  addProbes,
  addSchedules,
  addAttempts,
  addStation,
  addEvaluations,
  addManifests,
  addPeople,
  addTokens,
  addBackup,
  addLab,
];

/** Runs one command line; resolves to its exit code: 0 done, 1 refused, 2 used wrongly, 3 cannot be reached. */
export async function rota(words: readonly string[], terminal: Terminal): Promise<number> {
  const root = new Command('rota')
    .description('The command line of Rota: what to record next, from recordings and checkpoints to schedules.')
    .option('--json', 'print the result as JSON, and nothing else, on standard output')
    .addHelpText('after', HELP)
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.complain })
    .exitOverride();
  for (const add of COMMANDS) add(root, terminal);
  const output = root.configureOutput();
  const settle = (command: Command) => {
    command.configureOutput(output).exitOverride();
    command.commands.forEach(settle);
  };
  settle(root);
  try {
    await root.parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

/** Says what went wrong, where that was not said yet, and gives the exit code for it. */
function codeOf(error: unknown, { complain }: Terminal): number {
  // Help that was asked for ends with 0; commander has printed everything already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const say = (sentence: string, code: number) => {
    complain(`${sentence}\n`);
    return code;
  };
  if (error instanceof Refused || error instanceof Failed || error instanceof DomainError) return say(error.message, 1);
  if (error instanceof Misused) return say(error.message, 2);
  if (error instanceof ZodError) return say(error.issues.map(({ message }) => message).join(' '), 2);
  if (error instanceof Unreachable) return say(error.message, 3);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}
