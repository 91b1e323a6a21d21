import { type Command, Option } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, type EpisodeKind } from '../../core/collect/words';
import { clientFor } from '../client';
import { rowsOf } from '../files';
import { wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Misused, show, type Terminal, table } from '../terminal';

interface Assignment {
  id: number;
  kind: EpisodeKind;
  state: string;
  wanted: number;
  logged: number;
  levels: { name: string }[];
}

interface Logged {
  stored: boolean;
  accepted: boolean;
  logged: number;
  wanted: number;
  done: boolean;
}

interface AddOptions {
  assignment?: number;
  outcome?: AttemptOutcome;
  failureMode?: string;
  durationMs?: number;
  panelStart?: number;
  id?: string;
  device: string;
  file?: string;
}

/** `rota attempts` and `rota assignments`: what to record next, and what was recorded. */
export function addAttempts(root: Command, terminal: Terminal): void {
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}` };
  };

  inProgram(root.command('assignments'))
    .description('the queue, in order: trials, probe rollouts, demonstrations')
    .action(async (_: object, command: Command) => {
      const { client, base } = await at(command);
      const queue = await client.get<Assignment[]>(`${base}/assignments`);
      const rows = queue.map(({ id, kind, state, wanted, logged, levels }) => [
        id,
        kind.replace('_', ' '),
        state,
        `${logged}/${wanted}`,
        levels.map(({ name }) => name).join(' · '),
      ]);
      const empty = 'Nothing is asked for: nothing is published.';
      show(terminal, command, queue, table(['id', 'kind', 'state', 'logged', 'configuration'], rows, empty));
    });

  const attempts = root.command('attempts').description('log recordings against assignments');
  inProgram(attempts.command('add'))
    .description('log one attempt, or all of a file; the same id sent twice is stored once')
    .option('--assignment <id>', 'assignment it was recorded for', wholeNumber)
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices([...ATTEMPT_OUTCOMES]))
    .option('--failure-mode <words>', 'what went wrong')
    .option('--duration-ms <ms>', 'how long it took', wholeNumber)
    .option('--panel-start <id>', 'start of the panel it began from, for a trial of an evaluation', wholeNumber)
    .option('--id <uuid>', 'id of the attempt (default: a new one)')
    .option('--device <name>', 'where it was recorded', 'command line')
    .option(
      '-f, --file <file>',
      'CSV or JSON with a row per attempt: assignmentId, outcome, id, failureMode, durationMs',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rota attempts add --assignment 12 --outcome success\n  rota attempts add -f attempts.csv',
    )
    .action(async (options: AddOptions, command: Command) => {
      const rows = options.file ? await rowsOf(options.file) : [oneOf(options)];
      const { client, base } = await at(command);
      const answers: Logged[] = [];
      for (const [sequence, row] of rows.entries())
        answers.push(
          await client.post<Logged>(`${base}/attempts`, { id: uuidv7(), sequence, device: options.device, ...row }),
        );
      const count = (test: (answer: Logged) => boolean) => answers.filter(test).length;
      const last = answers.at(-1);
      show(terminal, command, options.file ? answers : last, [
        `${count(({ stored }) => stored)} of ${answers.length} attempts are new, ${count(({ accepted }) => accepted)} count.`,
        ...(last && !options.file
          ? [`The assignment has ${last.logged} of ${last.wanted}${last.done ? ': done' : ''}.`]
          : []),
      ]);
    });
}

function oneOf({ assignment, outcome, failureMode, durationMs, panelStart, id }: AddOptions): Record<string, unknown> {
  if (assignment === undefined || outcome === undefined)
    throw new Misused('Name --assignment and --outcome, or a file with --file.');
  const card = panelStart === undefined ? undefined : { panelStartId: panelStart };
  return { assignmentId: assignment, outcome, failureMode, durationMs, card, ...(id ? { id } : {}) };
}
