import { type Command, InvalidArgumentError } from 'commander';
import { type ProposeInput, StrategyName } from '../../core/schedule/schema';
import type { Alternative, Drawn } from '../../core/schedule/what-if';
import { clientFor } from '../client';
import { objectOf } from '../files';
import { percent, wholeNumber } from '../numbers';
import { inProgram, programFor } from '../program-option';
import { Failed, Misused, show, type Terminal, table } from '../terminal';

interface Shown {
  id: number;
  state: string;
  hash: string;
  round: { number: number };
  request: { strategy: string };
  summary: {
    demonstrations: number;
    configurations: number;
    reserve: number;
    shares: { factor: string; level: string; demonstrations: number; cap: number | null }[];
  };
  factors: { key: string; name: string }[];
  picks: {
    position: number;
    levels: string[];
    demonstrations: number;
    score: number | null;
    logged: number;
    why: string;
  }[];
}

interface Replayed {
  identical: boolean;
  storedHash: string;
  replayedHash: string;
  addedSince: string[] | null;
  differing: number;
  differences: { pick: number | null; field: string; stored: string; replayed: string }[];
}

interface WhatIf {
  demonstrations: number;
  scored: { checkpointName: string } | null;
  alternatives: Alternative[];
}

interface ProposeOptions {
  strategy?: ProposeInput['strategy'];
  novelty?: number;
  blockSize?: number;
  upTo?: boolean;
  limits?: string;
  seed?: string;
  scoringRun?: number;
  override?: string;
}

/** `rota schedules`: propose, publish, show and replay schedules, and hold them against other strategies. */
export function addSchedules(root: Command, terminal: Terminal): void {
  const schedules = root.command('schedules').description('propose, publish, show and replay schedules');
  const id = (command: Command) => command.argument('<schedule>', 'id of the schedule', wholeNumber);
  const at = async (command: Command) => {
    const client = clientFor(terminal);
    return { client, base: `/programs/${await programFor(terminal, command, client)}/schedules` };
  };

  inProgram(schedules.command('propose'))
    .description('propose a schedule for the open round; nothing reaches operators before it is published')
    .argument('<demonstrations>', 'how many demonstrations', wholeNumber)
    .option('--strategy <name>', `query strategy: ${StrategyName.options.join(', ')}`, strategyName)
    .option('--novelty <percent>', 'what novelty counts for in the hybrid strategy; disagreement has the rest', percent)
    .option('--block-size <n>', 'demonstrations of one configuration in a row', wholeNumber)
    .option('--up-to', 'take the largest batch below that keeps every limit, instead of refusing')
    .option('--limits <file>', 'JSON file with limits: money, hours, scarce levels')
    .option('--seed <text>', 'seed of the random picks')
    .option('--scoring-run <id>', 'a finished scoring run (default: the newest)', wholeNumber)
    .option('--override <reason>', 'go on although scores are stale or the training set is small')
    .addHelpText('after', '\nExample:\n  rota schedules propose 60 --block-size 5 --strategy dpp')
    .action(async (demonstrations: number, options: ProposeOptions, command: Command) => {
      if (options.novelty !== undefined && options.strategy !== 'hybrid')
        throw new Misused('Only the hybrid strategy weighs novelty. Add --strategy hybrid, or leave --novelty out.');
      const { client, base } = await at(command);
      const { strategy, novelty, blockSize, seed, override, scoringRun, upTo, limits } = options;
      const made = await client.post<{ scheduleId: number }>(base, {
        demonstrations,
        strategy,
        hybrid: novelty === undefined ? undefined : { disagreement: 100 - novelty, novelty },
        blockSize,
        seed,
        override,
        scoringRunId: scoringRun,
        fill: upTo ? 'upTo' : undefined,
        limits: limits ? await objectOf(limits) : undefined,
      });
      const shown = await client.get<Shown>(`${base}/${made.scheduleId}`);
      show(terminal, command, made, [
        `Proposed schedule ${made.scheduleId} for round ${shown.round.number}. Publish it with: rota schedules publish ${made.scheduleId}`,
        ...inWords(shown),
      ]);
    });

  inProgram(id(schedules.command('publish')))
    .description('publish a proposal: its assignments reach the operators')
    .action(async (schedule: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const made = await client.post<{ assignments: number }>(`${base}/${schedule}/publish`);
      show(terminal, command, made, [`Schedule ${schedule} is published: ${made.assignments} assignments.`]);
    });

  inProgram(id(schedules.command('show')))
    .description('a schedule with its picks and progress')
    .action(async (schedule: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const shown = await client.get<Shown>(`${base}/${schedule}`);
      show(terminal, command, shown, [
        `Schedule ${shown.id} (${shown.state}), round ${shown.round.number}`,
        ...inWords(shown),
      ]);
    });

  inProgram(id(schedules.command('replay')))
    .description('decide a schedule again from its stored inputs; exit code 1 when the decision differs')
    .action(async (schedule: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const replay = await client.get<Replayed>(`${base}/${schedule}/replay`);
      show(terminal, command, replay, replayInWords(replay));
      if (!replay.identical && !replay.addedSince)
        throw new Failed(`Schedule ${schedule} comes out differently now; its stored picks stand.`);
    });

  inProgram(id(schedules.command('what-if')))
    .description('what other strategies would have picked from the scores of that day; compares picks, not outcomes')
    .action(async (schedule: number, _: object, command: Command) => {
      const { client, base } = await at(command);
      const found = await client.get<WhatIf>(`${base}/${schedule}/what-if`);
      show(terminal, command, found, whatIfInWords(found));
    });
}

function inWords({ summary, request, factors, picks }: Shown): string[] {
  const capped = summary.shares.filter(({ cap }) => cap !== null);
  return [
    `${summary.demonstrations} demonstrations over ${summary.configurations} configurations by ${request.strategy}, ${summary.reserve} of them random`,
    ...capped.map((share) => `  ${share.factor} ${share.level}: ${share.demonstrations} of at most ${share.cap}`),
    ...table(
      ['#', ...factors.map(({ key }) => key), 'ask', 'logged', 'score', 'why'],
      picks.map((pick) => [
        pick.position,
        ...pick.levels,
        pick.demonstrations,
        pick.logged,
        pick.score?.toPrecision(3),
        pick.why,
      ]),
      'It has no picks.',
    ),
  ];
}

function replayInWords(replay: Replayed): string[] {
  const { identical, storedHash, replayedHash, addedSince, differing, differences } = replay;
  if (identical) return [`Identical: ${storedHash}`];
  if (differing === 0)
    return [`Every field is the same, but the bytes are not: ${storedHash} stored, ${replayedHash} now.`];
  if (addedSince) return [`The same decision; when it was stored, these were not kept: ${addedSince.join(', ')}.`];
  return [
    `Different: ${storedHash} is stored, ${replayedHash} comes out now; ${differing} fields differ.`,
    ...table(
      ['pick', 'field', 'stored', 'now'],
      differences.map(({ pick, field, stored, replayed }) => [pick ?? 'summary', field, stored, replayed]),
      '',
    ),
    ...(differing > differences.length ? [`  and ${differing - differences.length} more`] : []),
  ];
}

function whatIfInWords({ demonstrations, scored, alternatives }: WhatIf): string[] {
  const drawn = (figure: Drawn | null | undefined, digits: number) => {
    if (!figure) return undefined;
    const { mean, low, high } = figure;
    return low === null || high === null
      ? mean.toFixed(digits)
      : `${mean.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
  };
  const from = scored ? `the scores of ${scored.checkpointName}` : 'a matrix without scores';
  return [
    `${demonstrations} demonstrations from ${from}. Picks are compared, not outcomes.`,
    ...table(
      ['strategy', 'caps', 'configurations', 'mean score', 'diversity', 'levels swapped', 'shared'],
      alternatives.map(({ strategy, own, capped, refused, figures }) => [
        own ? `${strategy} (proposed)` : strategy,
        capped ? 'held' : 'none',
        refused ?? drawn(figures?.configurations, 0),
        drawn(figures?.meanScore, 3),
        drawn(figures?.diversity, 2),
        drawn(figures?.changeovers, 0),
        drawn(figures?.shared, 2),
      ]),
      'Nothing to compare it with.',
    ),
  ];
}

function strategyName(text: string): StrategyName {
  const known = StrategyName.safeParse(text);
  if (!known.success) throw new InvalidArgumentError(`Known are ${StrategyName.options.join(', ')}.`);
  return known.data;
}
